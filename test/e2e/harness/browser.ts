import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { paths } from './paths';

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Debian's Chromium, headless and with nothing in the background.
 * @param home where it keeps what it would otherwise write to the user's home
 */
export async function launchBrowser(home: string): Promise<Browser> {
  const env = { ...process.env, HOME: home };
  return chromium.launch({ executablePath: paths.chromium, args: quietFlags, env });
}
