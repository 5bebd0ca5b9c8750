import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Meter } from '../lib/figures.ts';
import type { Job } from './job.ts';
import { collect, noteMemory } from './memory.ts';

/** What the same bytes cost without us: reading, `JSON.parse`, SHA-256, and writing with a flush. */
export async function floor(job: Job, meter: Meter): Promise<void> {
  const file = join(job.folder, 'textual_memory.json');
  let parsed: unknown;
  const warmUp = JSON.parse(await readFile(file, 'utf8')) as unknown;
  if (warmUp === null) return;
  for (let i = 0; i < job.repetitions; i++) {
    collect();
    const text = await meter.time('read', () => readFile(file, 'utf8'));
    parsed = undefined;
    collect();
    parsed = await meter.time('parse', () => JSON.parse(text) as unknown);
  }
  noteMemory(meter, 'parsed');
  if (parsed === undefined) return;
  const bytes = await readFile(file);
  for (let i = 0; i < job.repetitions; i++) {
    await meter.time('hash', () => createHash('sha256').update(bytes).digest('hex'));
    const copy = `${file}.plain`;
    await meter.time('write', () => writePlainly(copy, bytes));
    await rm(copy);
  }
}

async function writePlainly(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
