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

/** Starts Debian's Chromium, headless and with nothing in the background. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: paths.chromium, args: quietFlags });
}
