/**
 * What a MemReader reads and what it makes of it. A source is read in portions, so that work can be shown,
 * cancelled and taken up again after a kill: a portion that was kept is not read a second time.
 */
import type { JsonRecord } from '../base/json/types';

/** Something to read. */
export interface Source {
  /** Path or name as the user knows it; goes into `sources` of the memories. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where the bytes begin, when they are a part of a file (a selection): 1-based line. */
  readonly firstLine?: number | undefined;
}

export type SourceKind = 'dialogue' | 'document' | 'code';

/** One memory in the making; the ingest step adds ids, user and session, and decides on duplicates. */
export interface ReadMemory {
  readonly memory: string;
  /** Title (`metadata.key`). */
  readonly title: string;
  readonly memoryType: string;
  /** `metadata.type`: fact, event, topic … */
  readonly kind: string;
  readonly tags: readonly string[];
  readonly confidence: number;
  readonly background?: string | undefined;
  /** MemOS's SourceMessage objects, with `doc_path`, `lines` `[first, last]` (1-based) and `turn` where known. */
  readonly sources: readonly JsonRecord[];
  /** ISO 8601 of what it speaks of: the session's date, a date in the text resolved against it. */
  readonly when?: string | undefined;
  /** Names of people and things in it. */
  readonly entities: readonly string[];
  /** Conversation or chapter it belongs to; neighbours share it. */
  readonly session?: string | undefined;
  /** Further metadata fields as MemOS names them (`is_fast`, `info` …). */
  readonly more?: JsonRecord | undefined;
}

/** Relations between memories of one source, by their index over all portions. */
export interface ReadEdge {
  readonly source: number;
  readonly target: number;
  readonly type: 'PARENT' | 'MATERIAL' | 'SUMMARY' | 'PRECEDING' | 'FOLLOWING';
}

export interface ReadPortion {
  /** 0-based number of the portion, and how many there will be. */
  readonly portion: number;
  readonly portions: number;
  readonly memories: readonly ReadMemory[];
  /** Edges whose both ends are known by now. */
  readonly edges: readonly ReadEdge[];
  /** What went wrong or was done instead, for people: English with `{0}` …, the key of its translation. */
  readonly notes: readonly { readonly message: string; readonly args: readonly string[] }[];
}
