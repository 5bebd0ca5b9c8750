import { afterAll, afterEach, beforeAll } from 'vitest';
import { openStudio } from './openStudio';
import type { StudioOptions } from './openStudio';
import type { Studio } from './studio';

/**
 * One window for all tests of a file or `describe`: opened before the first, closed after the last. A failing
 * test leaves a picture in `.cache/screenshots/failed-….png`.
 * @returns a function that gives the window inside a test
 */
export function useStudio(options: StudioOptions): () => Studio {
  let studio: Studio | undefined;
  beforeAll(async () => {
    studio = await openStudio(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await studio?.screenshot(`failed-${task.name.replace(/[^\p{L}\p{N}]+/gu, '-')}`);
  });
  afterAll(async () => {
    await studio?.close();
  });
  return () => {
    if (studio === undefined) throw new Error('The window is opened before the first test, not earlier.');
    return studio;
  };
}
