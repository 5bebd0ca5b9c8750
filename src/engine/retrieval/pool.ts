/** Gathers the memories that a search scores: from words, from vectors, and what is around and related to them. */
import { quickJson } from '../base/json/quick';
import type { JsonValue } from '../base/json/types';
import { EDGE_TYPES, type Edge } from '../model/memory';
import type { EmbedderTag, StoreFilter } from '../model/store';
import type { Candidate, Digested, MemoryStore } from '../store/port';
import { analyser, factsOf, type MemoryFacts } from './facts';
import type { Stopwatch } from './stopwatch';

/** A candidate: what is known of it and how it was found. */
export interface Member {
  readonly facts: MemoryFacts;
  /** The memory itself, where a filter of the request has to look at it. */
  readonly record: JsonValue | undefined;
  readonly vector: Float32Array | undefined;
  readonly found: readonly { readonly by: string; readonly place: number }[];
}

export interface Pool {
  readonly members: readonly Member[];
  readonly edges: readonly Edge[];
  readonly lexical: readonly Candidate[];
  readonly vector: readonly Candidate[];
}

export interface PoolQuery {
  readonly terms: readonly string[];
  /** The question's vector; undefined for a lexical search. */
  readonly vector: Float32Array | undefined;
  readonly embedder: EmbedderTag | undefined;
  readonly filter: StoreFilter;
  /** A memory that is looked at whether found or not. */
  readonly also?: string | undefined;
}

/** Candidates of each list, how many of the best are looked around, and how many that may bring. */
export const CANDIDATES = 200;
const LOOKED_AROUND = 200;
const AROUND = 600;
const RELATED_FROM = 20;
const RELATED = 60;

/** Edges along which a conversation or a document goes on. */
export const CHAIN = ['FOLLOWING', 'PRECEDING'];
const RELATIONS = EDGE_TYPES.filter((type) => !CHAIN.includes(type) && type !== 'MERGED_TO');

export async function gather(
  store: MemoryStore,
  query: PoolQuery,
  watch: Stopwatch,
  signal?: AbortSignal,
): Promise<Pool> {
  const { terms, vector, embedder, filter, also } = query;
  const limit = CANDIDATES;
  const lexical = await watch.time('lexical', () => store.lexical({ ...filter, terms, limit }, signal));
  const near =
    vector && embedder
      ? await watch.time('vector', () => store.vector({ ...filter, vector, embedder, limit }, signal))
      : [];
  const found = new Map<string, { by: string; place: number }[]>();
  const add = (id: string, by: string, place: number): void => {
    const places = found.get(id);
    if (places) places.push({ by, place });
    else found.set(id, [{ by, place }]);
  };
  lexical.forEach(({ id }, at) => add(id, 'lexical', at + 1));
  near.forEach(({ id }, at) => add(id, 'vector', at + 1));
  const best = [...found]
    .map(([id, places]) => ({ id, rank: reciprocal(places) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ id }) => id);
  const edges = await watch.time('around', async () => {
    if (best.length === 0) return [];
    const chain = { depth: 2, types: CHAIN, direction: 'both', limit: AROUND, idsOnly: true } as const;
    const related = { depth: 1, types: RELATIONS, direction: 'both', limit: RELATED, idsOnly: true } as const;
    const [around, more] = await Promise.all([
      store.neighbourhood(best.slice(0, LOOKED_AROUND), chain, signal),
      store.neighbourhood(best.slice(0, RELATED_FROM), related, signal),
    ]);
    [...around.depth.keys()].forEach((id, at) => found.has(id) || add(id, 'around', at + 1));
    [...more.depth.keys()].forEach((id, at) => found.has(id) || add(id, 'graph', at + 1));
    return [...around.edges, ...more.edges];
  });
  if (also !== undefined && !found.has(also)) found.set(also, []);
  const ids = [...found.keys()];
  const digested = await watch.time('read', () => digestsOf(store, ids, near, embedder, signal));
  const records = filter.memos ? await recordsOf(store, ids, signal) : undefined;
  const members = digested.map((memory) => {
    const { id, vector: own } = memory;
    return { facts: factsOf(memory), record: records?.get(id), vector: own, found: found.get(id) ?? [] };
  });
  return { members, edges, lexical, vector: near };
}

/** Digests with vectors, in the order of ids; vectors that came with a candidate are not read again. */
async function digestsOf(
  store: MemoryStore,
  ids: readonly string[],
  near: readonly Candidate[],
  embedder: EmbedderTag | undefined,
  signal: AbortSignal | undefined,
): Promise<Digested[]> {
  const vectors = new Map(near.flatMap(({ id, vector }) => (vector ? [[id, vector] as const] : [])));
  const others = ids.filter((id) => !vectors.has(id));
  const known = ids.filter((id) => vectors.has(id));
  const parts = await Promise.all([
    store.digests(others, { analyser, embedder }, signal),
    known.length > 0 ? store.digests(known, { analyser }, signal) : [],
  ]);
  const byId = new Map(parts.flat().map((one) => [one.id, one]));
  return ids.flatMap((id) => {
    const one = byId.get(id);
    return one ? [{ ...one, vector: one.vector ?? vectors.get(id) }] : [];
  });
}

async function recordsOf(
  store: MemoryStore,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, JsonValue>> {
  const stored = await store.get(ids, signal);
  return new Map(stored.map(({ id, raw }) => [id, quickJson(raw)]));
}

/** Reciprocal rank fusion (Cormack et al., 2009), for choosing what is looked around. */
function reciprocal(found: readonly { readonly place: number }[]): number {
  return found.reduce((sum, { place }) => sum + 1 / (60 + place), 0);
}
