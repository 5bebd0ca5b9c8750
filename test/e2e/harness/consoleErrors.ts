import type { Page } from 'playwright-core';

/** What the workbench itself complains about in a browser without the internet; none of it is ours. */
const knownNoise = [
  /Failed to load resource/u,
  /vsda/u,
  /RemoteAgentHostProtocol/u,
  /open-vsx\.org/u,
  /service ?worker/iu,
  /Ignoring fetching additional builtin extensions/u,
  /authentication provider 'github'/u,
  /No extension gallery service configured/iu,
  // A save while a backup of the same document is under way: the workbench cancels the backup, and says so.
  /Canceled: Canceled[\s\S]*\.discardBackup /u,
  // The workbench asks all extensions before it saves a text document and gives up on a busy machine; we do not listen.
  /Aborted onWillSaveTextDocument-event/u,
];

/**
 * Collects what the page and the frames in it report as errors: `console.error`, uncaught errors, and the
 * extension host's errors, which the workbench prints to the console.
 * @returns a live array; one line per error
 */
export function collectConsoleErrors(page: Page): string[] {
  const errors: string[] = [];
  const add = (text: string): void => {
    if (!knownNoise.some((noise) => noise.test(text))) errors.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') add(message.text());
  });
  page.on('pageerror', (error) => {
    add(error.stack ?? error.message);
  });
  return errors;
}
