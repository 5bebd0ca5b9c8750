import type { EmbedderTag } from '../../src/engine/model/store.ts';
import type { ExportPart, MemoryStore } from '../../src/engine/store/port.ts';
import { DIMENSIONS, type Document } from './corpus.ts';

/** The vectors of the benchmark are made by no model. */
export const EMBEDDER: EmbedderTag = { name: 'benchmark', dimensions: DIMENSIONS };
const PORTION = 1000;

/** Puts documents into a store: the memories in portions, then the vector of each. */
export async function fill(store: MemoryStore, documents: readonly Document[]): Promise<void> {
  await store.import(parts(documents), { existing: 'replace' });
  const vectors = new Map(documents.map(({ id, vector }) => [id, vector]));
  for (let after = ''; ;) {
    const texts = await store.unembedded(EMBEDDER, after, PORTION);
    if (texts.length === 0) return;
    await store.putVectors(
      EMBEDDER,
      texts.map(({ id, textHash }) => ({ id, textHash, vector: vectors.get(id)! })),
    );
    after = texts.at(-1)!.id;
  }
}

async function* parts(documents: readonly Document[]): AsyncGenerator<ExportPart> {
  for (let at = 0; at < documents.length; at += PORTION) {
    const portion = documents.slice(at, at + PORTION);
    yield { kind: 'memories', memories: portion.map(({ id, raw }) => ({ id, raw, vectors: [] })) };
  }
}
