import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * Starts the system's Chromium without a window and without a graphics card.
 * @param home where it keeps what it would otherwise write to the user's home
 */
export function launchBrowser(home: string): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    env: { ...process.env, HOME: home },
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Chromium of the system, or the one that MEMCUBE_CHROMIUM names. Throws where there is none. */
function browserPath(): string {
  const named = process.env['MEMCUBE_CHROMIUM'];
  if (named !== undefined) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      if (isProgram(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error('The graph is measured in Chromium, which is not installed (`apt-get install chromium`).');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
