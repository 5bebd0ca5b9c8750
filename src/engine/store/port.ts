/**
 * The port that every store of memories fulfils; one contract suite (test/contract) runs against all of them.
 * Nothing here returns a whole graph. All methods reject with StudioError: `not-found`, `read-only`, `locked`,
 * `unavailable` when the store is away, `unauthorized`, `no-space`, `bad-argument`; and with AbortError.
 */
import type { JsonValue, RawJson } from '../base/json/types';
import type { Disposable } from '../base/events';
import type { Change } from '../model/change';
import type { Edge, MemoryRow } from '../model/memory';
import type { SortKey } from '../model/query';
import type {
  EmbedderTag,
  Neighbourhood,
  StoreCounts,
  StoreFilter,
  StoreInfo,
  StorePage,
  StoredMemory,
} from '../model/store';

export interface ListQuery extends StoreFilter {
  readonly sort?: { readonly by: SortKey; readonly descending: boolean } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** What a search asks a store for: words already analysed (stemmed, segmented), as `analyse` gives them. */
export interface LexicalQuery extends StoreFilter {
  readonly terms: readonly string[];
  readonly limit: number;
}

export interface VectorQuery extends StoreFilter {
  /** Of length 1. */
  readonly vector: Float32Array;
  readonly embedder: EmbedderTag;
  readonly limit: number;
  /** Compare with every vector instead of the store's quicker way. */
  readonly exact?: boolean | undefined;
}

/**
 * Takes memories apart for searching. The same name stands for the same way for ever: what a store keeps of
 * another name is made anew.
 */
export interface Analyser {
  readonly name: string;
  /** The terms of a text in their order, repeated as often as they occur. */
  readonly terms: (text: string) => readonly string[];
  /** What a search wants to know of a memory without reading it, as a text that only a search reads. */
  readonly digest: (record: JsonValue, row: MemoryRow) => string;
}

/** A memory as a search sees it. */
export interface Digested {
  readonly id: string;
  readonly row: MemoryRow;
  readonly digest: string;
  /** Its fresh vector by the embedder asked for; undefined where there is none. */
  readonly vector: Float32Array | undefined;
}

/** `score` is BM25 (higher is better) or the cosine (-1 to 1). */
export interface Candidate {
  readonly id: string;
  readonly score: number;
  /** The vector that was compared, where the store has read it anyway. */
  readonly vector?: Float32Array | undefined;
}

export interface NeighbourQuery {
  readonly depth: number;
  /** Types of edges to follow; all where left out. */
  readonly types?: readonly string[] | undefined;
  readonly direction: 'out' | 'in' | 'both';
  readonly limit: number;
  /** Leave the rows out: `depth` has the ids, in the order of the rows. */
  readonly idsOnly?: boolean | undefined;
}

export type ApplyOutcome =
  | {
      readonly outcome: 'applied';
      /** New versions of the memories written; null for those removed. */
      readonly versions: ReadonlyMap<string, string | null>;
    }
  /** Nothing was written: these memories are not as expected. */
  | { readonly outcome: 'conflict'; readonly ids: readonly string[] };

export interface StoreEvent {
  /** Memories concerned; empty when it is not known which. */
  readonly ids: readonly string[];
  /** Whether somebody else wrote. */
  readonly external: boolean;
}

/** Vectors to keep, with the hash of the text that each was made from. */
export interface VectorItem {
  readonly id: string;
  readonly vector: Float32Array;
  readonly textHash: string;
  /** Whether it is the cube's own, and what the embedder makes of the text was not compared with it. */
  readonly taken?: boolean | undefined;
}

/** A text whose vector is missing or stale. */
export interface TextToEmbed {
  readonly id: string;
  readonly text: string;
  readonly textHash: string;
}

/** Memories in the order of their ids, or some of them. */
export type Among = { readonly after: string } | { readonly ids: readonly string[] };

/** A memory with all its vectors, as it moves from store to store. */
export interface ExportedMemory {
  readonly id: string;
  readonly raw: RawJson;
  /** The cube's own vector (`metadata.embedding`) exactly as it was written, where the store keeps that. */
  readonly vectorRaw?: RawJson | undefined;
  /** Which member of the metadata that vector was, from 0, where the store keeps that; else the last. */
  readonly vectorPlace?: number | undefined;
  /**
   * Vectors by embedder; '' names the cube's own (`metadata.embedding`), whoever made it. Those that were taken over
   * from it and not compared are left out.
   */
  readonly vectors: readonly { readonly embedder: EmbedderTag; readonly vector: Float32Array }[];
}

/** A portion of a whole cube. Memories come before edges; each portion is small enough to hold in memory. */
export type ExportPart =
  | { readonly kind: 'memories'; readonly memories: readonly ExportedMemory[] }
  | { readonly kind: 'edges'; readonly edges: readonly Edge[] };

export interface ImportOptions {
  /** What becomes of memories that are there already. */
  readonly existing: 'replace' | 'keep';
  readonly signal?: AbortSignal | undefined;
  /** Called after each portion with the numbers written so far. */
  readonly onProgress?: ((done: { memories: number; edges: number }) => void) | undefined;
  /** Called after each portion with the ids of the memories that were not there before. */
  readonly onAdded?: ((ids: readonly string[]) => void) | undefined;
}

export interface MemoryStore extends Disposable {
  readonly info: StoreInfo;

  counts(signal?: AbortSignal): Promise<StoreCounts>;

  /** Children of a memory over PARENT, or with null the memories without a parent. */
  children(parent: string | null, query: ListQuery, signal?: AbortSignal): Promise<StorePage>;
  /** All memories as one list. */
  list(query: ListQuery, signal?: AbortSignal): Promise<StorePage>;
  /** Memories by id, in the order asked for; unknown ids are left out. */
  get(ids: readonly string[], signal?: AbortSignal): Promise<StoredMemory[]>;
  /**
   * Digests of memories and their vectors by an embedder, in the order asked for; unknown ids are left out. What the
   * store has not kept is made now.
   */
  digests(
    ids: readonly string[],
    by: { readonly analyser: Analyser; readonly embedder?: EmbedderTag | undefined },
    signal?: AbortSignal,
  ): Promise<Digested[]>;
  /** Edges with an end among these memories. */
  edges(ids: readonly string[], signal?: AbortSignal): Promise<Edge[]>;

  /**
   * Applies a Change, all or nothing. `expected` holds versions of memories as the caller saw them, null for
   * one that must not exist. An update whose `before` is not what the store holds is a conflict too.
   */
  apply(
    change: Change,
    expected: ReadonlyMap<string, string | null>,
    signal?: AbortSignal,
  ): Promise<ApplyOutcome>;
  /** Tells of changes, this process's and, a little later, others'. */
  subscribe(listener: (event: StoreEvent) => void): Disposable;

  lexical(query: LexicalQuery, signal?: AbortSignal): Promise<Candidate[]>;
  vector(query: VectorQuery, signal?: AbortSignal): Promise<Candidate[]>;
  /** Vectors of memories by an embedder; memories without one, or with a stale one, are left out. */
  vectors(
    ids: readonly string[],
    embedder: EmbedderTag,
    signal?: AbortSignal,
  ): Promise<Map<string, Float32Array>>;
  putVectors(embedder: EmbedderTag, items: readonly VectorItem[], signal?: AbortSignal): Promise<void>;
  /** Texts without a fresh vector, by id after `after`, at most `limit`. */
  unembedded(
    embedder: EmbedderTag,
    after: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<TextToEmbed[]>;
  /** Texts with a fresh vector that was taken over and not compared yet: by id after one, or among these; at most `limit`. */
  unchecked(embedder: EmbedderTag, among: Among, limit: number, signal?: AbortSignal): Promise<TextToEmbed[]>;

  neighbourhood(ids: readonly string[], query: NeighbourQuery, signal?: AbortSignal): Promise<Neighbourhood>;

  export(signal?: AbortSignal): AsyncIterable<ExportPart>;
  /** Memories as `export` gives them, in its order; unknown ids are left out. */
  portion(ids: readonly string[], signal?: AbortSignal): Promise<ExportedMemory[]>;
  /** Each portion is one transaction; an interrupted import can be run again with `existing: 'keep'`. */
  import(
    parts: AsyncIterable<ExportPart>,
    options: ImportOptions,
  ): Promise<{ memories: number; edges: number }>;
}
