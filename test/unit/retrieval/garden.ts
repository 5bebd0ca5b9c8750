/** A small cube in a real store, with vectors made by a plain rule, for tests of searching. */
import { afterEach } from 'vitest';
import type { Embedder } from '../../../src/engine/inference/ports';
import type { Edge } from '../../../src/engine/model/memory';
import { embedStore } from '../../../src/engine/retrieval/embedStore';
import { analyser } from '../../../src/engine/retrieval/facts';
import { Searcher } from '../../../src/engine/retrieval/searcher';
import type { ExportPart, MemoryStore } from '../../../src/engine/store/port';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';

export interface Plant {
  readonly id: string;
  readonly text: string;
  readonly metadata?: Record<string, unknown>;
}

/** Words by their letters: texts with alike words have alike vectors. */
export const letters: Embedder = {
  tag: { name: 'letters@1', dimensions: 32 },
  embed: (texts) => Promise.resolve(texts.map(vectorOf)),
  dispose: () => {},
};

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(32);
  vector[31] = 0.1;
  for (const letter of text.toLowerCase()) {
    const at = letter.charCodeAt(0) - 97;
    if (at >= 0 && at < 26) vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const open: MemoryStore[] = [];

/** Opens stores and closes them after each test. */
export function useGarden() {
  afterEach(() => {
    for (const store of open.splice(0)) store.dispose();
  });
  return async (plants: readonly Plant[], edges: readonly Edge[] = [], embedder?: Embedder) => {
    const store = await openSqlite(':memory:', { analyser });
    open.push(store);
    const memories = plants.map(({ id, text, metadata }) => ({
      id,
      raw: JSON.stringify({
        id,
        memory: text,
        metadata: { status: 'activated', memory_type: 'LongTermMemory', ...metadata },
      }),
      vectors: [],
    }));
    await store.import(parts({ kind: 'memories', memories }, { kind: 'edges', edges }), {
      existing: 'replace',
    });
    if (embedder) await embedStore(store, embedder);
    return new Searcher(store, { embedder, now: () => new Date('2026-03-15T00:00:00Z') });
  };
}

async function* parts(...list: ExportPart[]): AsyncGenerator<ExportPart> {
  for (const part of list) yield await Promise.resolve(part);
}
