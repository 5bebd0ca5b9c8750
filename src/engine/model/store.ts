import type { RawJson } from '../base/json/types';
import type { MemosFilter } from './filterLanguage';
import type { Edge, MemoryRow } from './memory';
import type { Facet } from './query';

export type StoreKind = 'sqlite' | 'neo4j';

/** What a store is and what it can do; shown to people as it is. */
export interface StoreInfo {
  readonly kind: StoreKind;
  /** Name of the cube in the store: the tenant (`user_name`), the database, or the file's cube. */
  readonly name: string;
  /** Where it is, without credentials: a path or `neo4j://host:7687/database`. */
  readonly location: string;
  readonly readOnly: boolean;
  /** How lexical candidates are found, for instance `postings` or `fulltext`. */
  readonly lexical: string;
  /** How vector candidates are found, for instance `signs`, `scan` or `hnsw`. */
  readonly vector: string;
  /** What is missing here and what stands in for it, in English, the keys of their translations. */
  readonly fallbacks: readonly string[];
}

/** Which model made a vector. Vectors of another one are never compared. */
export interface EmbedderTag {
  /** Stable name with what tells builds apart, for instance `all-MiniLM-L6-v2.Q8_0@3f2a91bc`. */
  readonly name: string;
  readonly dimensions: number;
}

/** A memory as a store keeps it. In a store a memory's key is its id. */
export interface StoredMemory {
  readonly id: string;
  /** The record as `tree_text` writes it, `{"id", "memory", "metadata"}`, without the vector. */
  readonly raw: RawJson;
  /** Changes with every write to this memory, by whomever. Only to be compared. */
  readonly version: string;
  readonly row: MemoryRow;
}

/** A row in a tree or list of a store. */
export interface StoreRow extends MemoryRow {
  /** How many memories have it as their PARENT. */
  readonly childCount: number;
}

export interface StorePage {
  readonly rows: readonly StoreRow[];
  /** How many there are in all. */
  readonly total: number;
}

/** Narrows what is listed or searched; everything given must hold. */
export interface StoreFilter {
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly memos?: MemosFilter | undefined;
}

export interface StoreCounts {
  readonly memories: number;
  readonly edges: number;
  readonly types: readonly Facet[];
  readonly statuses: readonly Facet[];
  /** The most frequent, at most 200. */
  readonly tags: readonly Facet[];
  readonly edgeTypes: readonly Facet[];
  /** Vectors by the embedder that made them. */
  readonly vectors: readonly {
    readonly embedder: EmbedderTag;
    readonly count: number;
    readonly stale: number;
    /** Of the fresh ones, those that were taken over from the cube and not compared yet. */
    readonly taken: number;
  }[];
}

/** What of a cube can be compared by meaning, with one embedder. */
export interface VectorCounts {
  readonly memories: number;
  /** Memories with a vector made from their present text. */
  readonly fresh: number;
  /** Memories whose vector was made from an earlier text. */
  readonly stale: number;
  /** Of the fresh ones, those that are the cube's own and were not compared with their text yet. */
  readonly taken: number;
  /** What became of the cube's own vectors, in English; undefined where there is nothing to say. */
  readonly note: string | undefined;
}

/** A part of the graph. */
export interface Neighbourhood {
  readonly rows: readonly StoreRow[];
  readonly edges: readonly Edge[];
  /** Distance of each memory from where the walk began, by id. */
  readonly depth: ReadonlyMap<string, number>;
  /** Whether the limit cut it off. */
  readonly cut: boolean;
}

/** One difference that copying to another store forces, for the loss report. */
export interface Loss {
  /** Stable name of the kind of difference, for instance `number-token`. */
  readonly rule: string;
  /** '' for the cube as a whole. */
  readonly memory: string;
  /** The field, as `metadata.info.x`, or the file; '' for the memory or cube as a whole. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface LossReport {
  readonly memories: number;
  readonly edges: number;
  /** Counted by rule, all of them. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first ones, at most 200 of a rule. */
  readonly losses: readonly Loss[];
}
