import * as vscode from 'vscode';
import { StudioError, isAbort } from '../../engine/base/errors';
import type { Logger } from '../../engine/base/context';
import { COMMANDS } from '../ids';
import { errorText } from './engineText';

/**
 * Runs what a person asked for. The one place where failures of commands end: cancellation is silent,
 * everything else is logged once and shown with its way out.
 */
export async function atBoundary<T>(
  log: Logger,
  what: string,
  run: () => Promise<T> | T,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (isAbort(error) || error instanceof vscode.CancellationError) return undefined;
    log.error(error, what);
    void showError(error);
    return undefined;
  }
}

/**
 * Shows an error without waiting for the answer; the place in the file, which is `about` where the error names
 * no full path, and the log are one click away.
 */
export async function showError(error: unknown, about?: vscode.Uri): Promise<void> {
  if (error instanceof StudioError && error.code === 'untrusted') return showUntrusted(error);
  const showLog = vscode.l10n.t('Show Log');
  const openFile = vscode.l10n.t('Go to Line');
  const place = error instanceof StudioError ? error.place : undefined;
  const file = place?.file?.startsWith('/') ? vscode.Uri.file(place.file) : about;
  const atLine = file !== undefined && place?.line !== undefined;
  const buttons = atLine ? [openFile, showLog] : [showLog];
  const choice = await vscode.window.showErrorMessage(errorText(error), ...buttons);
  if (choice === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (choice === openFile && file) {
    const line = Math.max(0, (place?.line ?? 1) - 1);
    const column = Math.max(0, (place?.column ?? 1) - 1);
    await vscode.window.showTextDocument(file, {
      selection: new vscode.Range(line, column, line, column),
    });
  }
}

/** Restricted Mode is the person's choice and no failure. */
async function showUntrusted(error: StudioError): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const choice = await vscode.window.showWarningMessage(errorText(error), manage);
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

/** An AbortSignal that follows a VS Code token. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Shows progress with a cancel button while something runs that may take long. */
export function withProgress<T>(
  title: string,
  run: (signal: AbortSignal, onProgress: (share: number, words?: string) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    let reported = 0;
    const onProgress = (share: number, words?: string): void => {
      const increment = (share - reported) * 100;
      progress.report(words === undefined ? { increment } : { increment, message: words });
      reported = share;
    };
    return run(signalOf(token), onProgress);
  });
}
