import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { silentLogger } from '../../../src/engine/base/context';
import type { TextMemory } from '../../../src/engine/cube/text/textMemory';
import { LiveCube } from '../../../src/engine/live/liveCube';
import { LiveJournal } from '../../../src/engine/live/liveJournal';
import type { MemoryStore } from '../../../src/engine/store/port';
import { TextStore } from './memoryStore';

let ids = 0;
export const context = {
  now: () => new Date('2026-11-25T12:00:00Z'),
  newId: () => `new-${++ids}`,
  log: silentLogger,
};

/** A live cube over a text memory, with a journal of its own; both go with the test. */
export async function liveCube(memory: TextMemory) {
  const folder = await mkdtemp(path.join(tmpdir(), 'live-'));
  const store = new TextStore(memory);
  const journal = new LiveJournal(folder, context);
  const cube = new LiveCube(store as unknown as MemoryStore, context, { journal });
  onTestFinished(async () => {
    cube.dispose();
    await rm(folder, { recursive: true });
  });
  return { cube, store, journal };
}
