import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildEdit } from '../../src/engine/cube/edit/buildEdit';
import { Journal } from '../../src/engine/cube/journal/journal';
import type { Meter } from '../lib/figures.ts';
import { textEdit } from './edits.ts';
import type { Job } from './job.ts';
import { context, openCube } from './openCube.ts';

/** Changes of the one memory whose history is asked for. */
const CHANGES = 1000;
/** A save after so many changes. */
const BETWEEN_SAVES = 100;

/** A memory with a thousand changes: making them, reading its history, checking the chain, appending. */
export async function history(job: Job, meter: Meter): Promise<void> {
  await flushFloor(job, meter);
  const cube = await openCube(job.folder);
  const { session } = cube;
  const key = [...session.memory.byKey.keys()].at(-1)!;
  for (let i = 0; i < CHANGES; i++) {
    const raw = JSON.stringify(`The text of change ${String(i)}.`);
    const { ops } = buildEdit(session.memory, { kind: 'set', keys: [key], path: ['memory'], raw }, context);
    await meter.time('change', () => session.apply(ops, { actor: 'user', reason: `change ${String(i)}` }));
    if (i % BETWEEN_SAVES === BETWEEN_SAVES - 1) await session.save();
  }
  for (let i = 0; i <= job.repetitions; i++) {
    await (i === 0 ? session.history(key) : meter.time('history', () => session.history(key)));
  }
  const { ops } = buildEdit(session.memory, textEdit(cube, key, 0), context);
  await session.apply(ops, { actor: 'user', reason: 'bench' });
  await meter.time('save.long', () => session.save());
  await session.dispose();
  await journal(job, meter);
}

/** The journal by itself, in the cube's folder with all its entries. */
async function journal(job: Job, meter: Meter): Promise<void> {
  const kept = new Journal(job.folder, () => context.now());
  for (let i = 0; i < job.repetitions; i++) await meter.time('verify', () => kept.verify());
  const entry = { kind: 'open', file: 'textual_memory.json', sha256: '0'.repeat(64) } as const;
  for (let i = 0; i < job.samples; i++) {
    await meter.time('append', () => kept.exclusively(() => kept.append(() => [entry])));
  }
}

/** What one flushed line costs on this disk, whoever writes it. */
async function flushFloor(job: Job, meter: Meter): Promise<void> {
  const folder = await mkdtemp(join(job.folder, 'flush-'));
  const handle = await open(join(folder, 'line'), 'a');
  const line = Buffer.alloc(600, 'x');
  for (let i = 0; i < job.samples; i++) {
    await meter.time('flush', async () => {
      await handle.write(line);
      await handle.datasync();
    });
  }
  await handle.close();
  await rm(folder, { recursive: true });
}
