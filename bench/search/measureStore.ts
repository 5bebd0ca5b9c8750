import type { Embedder } from '../../src/engine/inference/ports.ts';
import { Searcher } from '../../src/engine/retrieval/searcher.ts';
import { analyse } from '../../src/engine/retrieval/analyse.ts';
import type { MemoryStore } from '../../src/engine/store/port.ts';
import type { Edge } from '../../src/engine/model/memory.ts';
import type { Meter } from '../lib/figures.ts';
import type { Document, Question } from './corpus.ts';
import { EMBEDDER, fill } from './fill.ts';
import { recall } from './floor.ts';

/** What every store and peer is measured with. */
export interface Bed {
  readonly meter: Meter;
  readonly documents: readonly Document[];
  readonly edges: readonly Edge[];
  readonly asked: readonly Question[];
  /** The ten nearest of each question, compared with every vector. */
  readonly exact: readonly (readonly string[])[];
}

/** Questions that are asked before anything is measured. */
const WARM = 5;

/** Fills a store and measures words alone, vectors alone, and the whole search with its explanation. */
export async function measureStore(name: string, store: MemoryStore, bed: Bed): Promise<void> {
  const { meter, documents, edges, asked, exact } = bed;
  const started = performance.now();
  await fill(store, documents, edges);
  meter.add(`${name}.rate`, (1000 * documents.length) / (performance.now() - started));
  const embedder = answering(asked);
  const searcher = new Searcher(store, { embedder, now: () => new Date() });
  const search = ({ text }: Question) => searcher.search({ text, topK: 10 });
  await meter.time(`${name}.first`, () => search(asked[0]!));
  for (const question of asked.slice(1, WARM)) await search(question);
  for (const [at, question] of asked.entries()) {
    const terms = analyse(question.text);
    await meter.time(`${name}.lexical`, () => store.lexical({ terms, limit: 100 }));
    const near = await meter.time(`${name}.vector`, () =>
      store.vector({ vector: question.vector, embedder: EMBEDDER, limit: 10 }),
    );
    const found = near.map(({ id }) => id);
    meter.add(`${name}.recall`, recall(found, exact[at]!));
    await meter.time(`${name}.search`, () => search(question));
  }
}

/** Gives each question the vector made for it, at no cost: the time of a model is not measured here. */
function answering(asked: readonly Question[]): Embedder {
  const vectors = new Map(asked.map(({ text, vector }) => [text, vector]));
  return {
    tag: EMBEDDER,
    embed: async (texts) => texts.map((text) => vectors.get(text)!),
    dispose: () => undefined,
  };
}
