import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../lib/browser.ts';
import { CACHE } from '../lib/paths.ts';
import type { Case, RunOptions } from '../lib/results.ts';
import {
  installVsix,
  makeDemoWorkspace,
  quietSettings,
  root,
  startCodeServer,
  vsix,
  writeSettings,
} from './harness.ts';
import { readStarts } from './logLines.ts';
import type { Starts } from './logLines.ts';

const PATIENCE_MS = 120_000;

/** Measures the start of the packaged extension, once in each of several windows of the real VS Code. */
export async function measureActivation({ repetitions, built, say }: RunOptions): Promise<Case[]> {
  if (!built || !existsSync(vsix)) {
    say('packaging the extension, installing VS Code');
    pack();
  }
  await mkdir(CACHE, { recursive: true });
  const home = await mkdtemp(join(CACHE, 'window-'));
  try {
    // The first window also fills VS Code's own caches; it is the warm-up.
    const { activated, loaded } = await openWindows(home, repetitions + 1, say);
    const figures = { activated: activated.slice(1), loaded: loaded.slice(1) };
    return [{ id: 'activation', group: 'activation', title: 'code-server', figures }];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Opens windows of a fresh VS Code, one after the other, each with an extension host of its own. */
async function openWindows(home: string, count: number, say: RunOptions['say']): Promise<Starts> {
  const [userDataDir, extensionsDir] = [join(home, 'user-data'), join(home, 'extensions')];
  const [folder, log] = [join(home, 'workspace'), join(home, 'server.log')];
  const logs = join(userDataDir, 'logs');
  makeDemoWorkspace(folder);
  writeSettings(userDataDir, quietSettings);
  await installVsix({ vsix, userDataDir, extensionsDir });
  const server = await startCodeServer({ folder, userDataDir, extensionsDir, log, env: { HOME: home } });
  try {
    const browser = await launchBrowser(home);
    try {
      for (let i = 1; i <= count; i++) {
        say(`window ${String(i)} of ${String(count)}`);
        await oneWindow(browser, server.url, logs, i);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
  return readStarts(logs);
}

/** Opens a window, looks at the tree of cubes, and waits until the extension has written how long its start took. */
async function oneWindow(browser: Browser, url: string, logs: string, wanted: number): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.locator('.activitybar').getByRole('tab', { name: 'MemCube' }).click({ timeout: PATIENCE_MS });
    const deadline = performance.now() + PATIENCE_MS;
    while ((await readStarts(logs)).loaded.length < wanted) {
      if (performance.now() > deadline) throw new Error('The extension has not said that it started.');
      await sleep(250);
    }
  } finally {
    await page.close();
  }
}

/** Builds and packs the extension and makes VS Code ready, as `npm test` does. */
function pack(): void {
  const steps = ['system', 'package', 'code-server'];
  try {
    execFileSync(process.execPath, [join(root, 'test', 'run', 'all.js'), ...steps], { stdio: 'pipe' });
  } catch (error) {
    // What is wrong with the package is for the tests to say; without one there is nothing to measure.
    if (!existsSync(vsix)) throw error;
  }
}
