import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Milliseconds between two movements of the hand. */
const PACE = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Turns the wheel in and out over the middle of the graph. */
export async function zoomInAndOut(page: Page, milliseconds: number): Promise<void> {
  const middle = await middleOfGraph(page);
  await page.mouse.move(middle.x, middle.y);
  const started = performance.now();
  for (let at = 0; at < milliseconds; at = performance.now() - started) {
    await page.mouse.wheel(0, Math.sin((at / milliseconds) * 4 * Math.PI) > 0 ? -60 : 60);
    await sleep(PACE);
  }
}

/** Draws the picture around by its empty ground. */
export async function panAround(page: Page, milliseconds: number): Promise<void> {
  const from = await emptyGround(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const started = performance.now();
  for (let at = 0; at < milliseconds; at = performance.now() - started) {
    const turn = (at / 1000) * Math.PI;
    await page.mouse.move(from.x + 260 * Math.sin(turn), from.y + 180 * Math.sin(2 * turn));
    await sleep(PACE);
  }
  await page.mouse.up();
}

/** Turns the wheel over a memory near the middle until titles can be read (the view says how close it is). */
export async function zoomToLabels(page: Page): Promise<void> {
  for (let turns = 0; turns < 200; turns++) {
    const band = await page.locator('.graph').getAttribute('data-zoom');
    if (band !== 'far' && band !== 'middle') return;
    const node = await nearestNode(page);
    await page.mouse.move(node.x, node.y);
    await page.mouse.wheel(0, -60);
    await sleep(50);
  }
  throw new Error('The graph cannot be brought close enough to read titles.');
}

/** Centre of the memory that is drawn nearest to the middle; the middle itself where none is drawn. */
async function nearestNode(page: Page): Promise<Point> {
  const middle = await middleOfGraph(page);
  return page.evaluate((from) => {
    const distance = ({ x, y }: Point): number => Math.hypot(x - from.x, y - from.y);
    const centres = [...document.querySelectorAll('.react-flow__node')].map((node) => {
      const box = node.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
    return centres.reduce(
      (best, centre) => (distance(centre) < distance(best) ? centre : best),
      centres[0] ?? from,
    );
  }, middle);
}

async function middleOfGraph(page: Page): Promise<Point> {
  const box = await page.locator('.graph .react-flow').boundingBox();
  if (!box) throw new Error('The graph is not shown.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A place near the middle where nothing is but the ground. */
async function emptyGround(page: Page): Promise<Point> {
  const middle = await middleOfGraph(page);
  const found = await page.evaluate(({ x, y }) => {
    for (let ring = 0; ring < 300; ring += 4) {
      for (const [dx, dy] of [
        [ring, 0],
        [-ring, 0],
        [0, ring],
        [0, -ring],
        [ring, ring],
      ] as const) {
        const at = document.elementFromPoint(x + dx, y + dy);
        if (at?.classList.contains('react-flow__pane')) return { x: x + dx, y: y + dy };
      }
    }
    return null;
  }, middle);
  if (!found) throw new Error('The graph has no empty ground to draw it by.');
  return found;
}
