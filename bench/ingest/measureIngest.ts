/** Messages a second that ingest reads, judges, keeps and applies, without a model. */
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
import { createRandom } from '../lib/random.ts';
import { text } from '../lib/sentences.ts';

export interface IngestFigures {
  readonly messages: number;
  /** Proposed memories. */
  readonly memories: number;
  /** Reading, judging and keeping, in milliseconds. */
  readonly readMs: number;
  /** Accepting, applying and saving, in milliseconds. */
  readonly applyMs: number;
  /** Messages a second over both. */
  readonly perSecond: number;
}

/** A dialogue of two speakers, the same for the same number of messages, as OpenAI's messages in JSON. */
export function dialogueOf(messages: number): string {
  const random = createRandom('ingest');
  return JSON.stringify(
    Array.from({ length: messages }, (_, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content: text(random, 'en', random.int(40, 240)),
    })),
  );
}

/** Ingests a dialogue turn by turn into an empty tree cube, saved; everything is removed again. */
export async function measureIngest(messages: number, embedder?: Embedder): Promise<IngestFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
  try {
    await writeFile(join(folder, 'textual_memory.json'), '{"nodes": [], "edges": []}');
    const context = { now: () => new Date(), newId: randomUUID, log: silentLogger };
    const session = await CubeSession.open(context, folder);
    const target = cubeTarget(session);
    const batches = BatchStore.of(folder);
    const source = { name: 'dialogue.json', bytes: Buffer.from(dialogueOf(messages)) };
    const started = performance.now();
    const input = readFrom(source, { mode: 'fast', unit: 'turn', now: () => new Date() });
    const { id, proposals } = await ingest(context, target, batches, input, { embedder });
    const read = performance.now();
    await acceptSuggested(batches, id, ['new']);
    const save = async (): Promise<void> => {
      await session.save();
    };
    await applyBatch(batches, id, target, { save });
    const done = performance.now();
    await session.dispose();
    return {
      messages,
      memories: proposals.length,
      readMs: read - started,
      applyMs: done - read,
      perSecond: messages / ((done - started) / 1000),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
