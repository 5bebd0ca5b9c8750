/** One dialogue through ingest: read, judged, kept, accepted, applied, saved. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../src/engine/base/context';
import { CubeSession } from '../../src/engine/cube/session/cubeSession';
import { acceptSuggested, applyBatch } from '../../src/engine/ingest/applyBatch';
import { BatchStore } from '../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../src/engine/ingest/ingest';
import { readFrom } from '../../src/engine/ingest/readFrom';
import { cubeTarget } from '../../src/engine/ingest/targets/cubeTarget';
import type { Embedder } from '../../src/engine/inference/ports';

/** What one run took, in milliseconds. */
export interface IngestTimes {
  /** Reading, judging and keeping. */
  readonly readMs: number;
  /** Accepting, applying and saving. */
  readonly applyMs: number;
}

/** Ingests a dialogue turn by turn into an empty tree cube, saved; everything is removed again. */
export async function ingestOnce(dialogue: string, embedder?: Embedder): Promise<IngestTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
  try {
    await writeFile(join(folder, 'textual_memory.json'), '{"nodes": [], "edges": []}');
    const context = { now: () => new Date(), newId: randomUUID, log: silentLogger };
    const session = await CubeSession.open(context, folder);
    const target = cubeTarget(session);
    const batches = BatchStore.of(folder);
    const source = { name: 'dialogue.json', bytes: Buffer.from(dialogue) };
    const started = performance.now();
    const input = readFrom(source, { mode: 'fast', unit: 'turn', now: () => new Date() });
    const { id } = await ingest(context, target, batches, input, { embedder });
    const read = performance.now();
    await acceptSuggested(batches, id, ['new']);
    const save = async (): Promise<void> => {
      await session.save();
    };
    await applyBatch(batches, id, target, { save });
    const done = performance.now();
    await session.dispose();
    return { readMs: read - started, applyMs: done - read };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
