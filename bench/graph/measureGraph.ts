import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { bundle } from '../lib/bundle.ts';
import { Meter } from '../lib/figures.ts';
import { generateCube } from '../lib/generateCube.ts';
import { CACHE } from '../lib/paths.ts';
import type { Case, RunOptions } from '../lib/results.ts';
import { spreadOf } from '../lib/stats.ts';
import { launchBrowser } from '../lib/browser.ts';
import { bundleView } from './bundleView.ts';
import type { ViewFiles } from './bundleView.ts';
import { framesDuring } from './frames.ts';
import type * as Host from './host.ts';
import { panAround, zoomInAndOut, zoomToLabels } from './moves.ts';
import { openView } from './openView.ts';

const MOVING_MS = 5000;
const RESTING_MS = 2000;
/** Windows for each picture; layouts of large ones take long. */
const WINDOWS = 2;
const PATIENCE_MS = 240_000;

/** Measures frames of the graph in Chromium, at several numbers of nodes. */
export async function measureGraph(options: RunOptions): Promise<Case[]> {
  const program = await bundle('bench/graph/host.ts', 'host');
  const { openHost } = (await import(pathToFileURL(program).href)) as typeof Host;
  const files = await bundleView();
  const folder = await mkdtemp(join(CACHE, 'graph-'));
  const browser = await launchBrowser(folder);
  try {
    const cases: Case[] = [];
    for (const nodes of options.nodes) {
      options.say(`graph of ${String(nodes)} nodes`);
      const meter = new Meter();
      const cube = join(folder, String(nodes));
      await generateCube(cube, { memories: nodes });
      for (let i = 0; i < Math.min(WINDOWS, options.repetitions); i++) {
        await oneWindow(browser, files, await openHost(cube, nodes), meter);
      }
      const title = `${nodes.toLocaleString('en')} nodes`;
      cases.push({ id: `graph-${String(nodes)}`, group: 'graph', title, figures: meter.figures() });
    }
    return cases;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function oneWindow(
  browser: Browser,
  files: ViewFiles,
  host: Host.GraphHost,
  meter: Meter,
): Promise<void> {
  const page = await openView(browser, files, host);
  try {
    await meter.time('graph.shown', async () => {
      await page.getByRole('button', { name: 'Graph', exact: true }).click();
      await page
        .locator('.far-canvas, .react-flow__node')
        .first()
        .waitFor({ state: 'attached', timeout: PATIENCE_MS });
    });
    for (const ms of host.queries) meter.add('graph.query', ms);
    await calm(page);
    note(meter, 'idle', await framesDuring(page, () => sleep(RESTING_MS)));
    note(meter, 'far', await framesDuring(page, () => panAround(page, MOVING_MS)));
    note(meter, 'zoom', await framesDuring(page, () => zoomInAndOut(page, MOVING_MS)));
    await zoomToLabels(page);
    await calm(page);
    meter.add('near.nodes', await shownNodes(page));
    note(meter, 'near', await framesDuring(page, () => panAround(page, MOVING_MS)));
  } finally {
    await page.close();
  }
}

/** Median, 95th percentile and rate of the frames of one movement. */
function note(meter: Meter, name: string, frames: readonly number[]): void {
  const { median, p95, max } = spreadOf(frames);
  const total = frames.reduce((sum, ms) => sum + ms, 0);
  meter.add(`${name}.median`, median);
  meter.add(`${name}.p95`, p95);
  meter.add(`${name}.longest`, max);
  meter.add(`${name}.fps`, (1000 * frames.length) / total);
}

/** Waits until the page has nothing left to do for a while. */
async function calm(page: Page): Promise<void> {
  for (let quiet = 0, turns = 0; quiet < 3 && turns < 100; turns++) {
    const frames = await framesDuring(page, () => sleep(300));
    quiet = frames.length > 0 && Math.max(...frames) < 60 ? quiet + 1 : 0;
  }
}

/** How many memories are drawn at the moment. */
function shownNodes(page: Page): Promise<number> {
  return page.locator('.react-flow__node').count();
}
