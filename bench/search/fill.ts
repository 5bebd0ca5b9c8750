import type { Edge } from '../../src/engine/model/memory.ts';
import type { EmbedderTag } from '../../src/engine/model/store.ts';
import type { ExportPart, MemoryStore } from '../../src/engine/store/port.ts';
import { DIMENSIONS, type Document } from './corpus.ts';

/** The vectors of the benchmark are made by no model. */
export const EMBEDDER: EmbedderTag = { name: 'benchmark', dimensions: DIMENSIONS };
/** Memories of a transaction. */
const PORTION = 1000;

/** Puts documents with their vectors, and the edges between them, into a store. */
export async function fill(
  store: MemoryStore,
  documents: readonly Document[],
  edges: readonly Edge[],
): Promise<void> {
  await store.import(parts(documents, edges), { existing: 'replace' });
}

async function* parts(documents: readonly Document[], edges: readonly Edge[]): AsyncGenerator<ExportPart> {
  for (let at = 0; at < documents.length; at += PORTION) {
    const memories = documents
      .slice(at, at + PORTION)
      .map(({ id, raw, vector }) => ({ id, raw, vectors: [{ embedder: EMBEDDER, vector }] }));
    yield { kind: 'memories', memories };
  }
  for (let at = 0; at < edges.length; at += PORTION)
    yield { kind: 'edges', edges: edges.slice(at, at + PORTION) };
}
