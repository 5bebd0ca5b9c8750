import { afterEach } from 'vitest';
import { CubeSession } from '../../../src/engine/cube/session/cubeSession';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { readFrom } from '../../../src/engine/ingest/readFrom';
import { cubeTarget } from '../../../src/engine/ingest/targets/cubeTarget';
import type { IngestTarget } from '../../../src/engine/ingest/targets/target';
import type { IngestOptions, IngestSource } from '../../../src/engine/ingest/types';
import type { IngestBatch } from '../../../src/engine/model/proposal';
import { cubeWith, testContext } from '../cube/session/testCube';

export const EMPTY_TREE = '{\n    "nodes": [],\n    "edges": []\n}';

/** A source that the real reader reads in fast mode, a dialogue turn by turn. */
export function sourceOf(text: string, name = 'chat.json'): IngestSource {
  const source = { name, bytes: Buffer.from(text) };
  return readFrom(source, { mode: 'fast', unit: 'turn', now: () => new Date('2026-03-01T00:00:00Z') });
}

/** A dialogue in OpenAI's form. */
export const dialogue = (...messages: readonly string[]): string =>
  JSON.stringify(messages.map((content) => ({ role: 'user', content })));

/** A cube in a folder, open, with its batches. */
export interface OpenForIngest {
  readonly folder: string;
  readonly session: CubeSession;
  readonly target: IngestTarget;
  readonly batches: BatchStore;
  readonly read: (source: IngestSource, options?: IngestOptions) => Promise<IngestBatch>;
}

const open = new Set<CubeSession>();

afterEach(async () => {
  for (const session of open) await session.dispose();
  open.clear();
});

/** Opens a cube with this text memory; it is closed after the test. */
export async function openForIngest(text = EMPTY_TREE): Promise<OpenForIngest> {
  const folder = await cubeWith(text);
  const context = testContext();
  const session = await CubeSession.open(context, folder);
  open.add(session);
  const target = cubeTarget(session);
  const batches = BatchStore.of(folder);
  const read = (source: IngestSource, options?: IngestOptions) =>
    ingest(context, target, batches, source, options);
  return { folder, session, target, batches, read };
}
