/** What a MemReader makes of a source, portion by portion. */
import type { JsonRecord } from '../base/json/types';
import type { Note } from './proposal';

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
  /** What the source was taken for, the same in all portions: for instance `dialogue` and `chatgpt`. */
  readonly kind: SourceKind;
  readonly format: string;
  /** 0-based number of the portion, and how many there will be. */
  readonly portion: number;
  readonly portions: number;
  readonly memories: readonly ReadMemory[];
  /** Edges whose both ends are known by now. */
  readonly edges: readonly ReadEdge[];
  /** What went wrong or was done instead, for people. */
  readonly notes: readonly Note[];
}
