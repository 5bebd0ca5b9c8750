import type { Page } from 'playwright-core';

/** Collects the milliseconds between frames while something goes on. */
export async function framesDuring(page: Page, action: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { benchFrames: times });
    const note = (time: number): void => {
      times.push(time);
      if ((globalThis as { benchFrames?: number[] }).benchFrames === times) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await action();
  const times = await page.evaluate(() => {
    const holder = globalThis as { benchFrames?: number[] };
    const found = holder.benchFrames ?? [];
    delete holder.benchFrames;
    return found;
  });
  return times.slice(1).map((time, at) => time - times[at]!);
}
