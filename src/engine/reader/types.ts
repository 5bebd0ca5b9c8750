/**
 * What a MemReader reads and what it makes of it. A source is read in portions, so that work can be shown,
 * cancelled and taken up again after a kill: a portion that was kept is not read a second time.
 */
import type { JsonRecord } from '../base/json/types';
import type { ChatModel } from '../inference/ports';

/** Something to read. */
export interface Source {
  /** Path or name as the user knows it; goes into `sources` of the memories. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where the bytes begin, when they are a part of a file (a selection): 1-based line. */
  readonly firstLine?: number | undefined;
}

export type SourceKind = 'dialogue' | 'document' | 'code';

/** How a source is read. The same bytes and options always give the same portions, apart from the model's part. */
export interface ReadOptions {
  /** `fast` works without a model; `fine` asks `model` once for each portion. */
  readonly mode: 'fast' | 'fine';
  /** What one memory holds of a dialogue in fast mode: a window of about 1,024 tokens, or a turn. Windows if left out. */
  readonly unit?: 'window' | 'turn' | undefined;
  /** Language of the prompts; chosen by the content where left out. */
  readonly language?: 'en' | 'zh' | undefined;
  /** Needed for `fine`. */
  readonly model?: ChatModel | undefined;
  /** What "yesterday" is counted from in a dialogue without times; where left out, it is not resolved there. */
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Number of the first portion to give; those before it are not made again. */
  readonly from?: number | undefined;
  /** How many memories the portions before `from` gave. Only fine mode needs it, to number its edges. */
  readonly made?: number | undefined;
  /** Folder with the grammars of source code; found beside the program where left out. */
  readonly grammars?: string | undefined;
}

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

/** English with `{0}` …, the key of its translation. */
export interface ReadNote {
  readonly message: string;
  readonly args: readonly string[];
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
  readonly notes: readonly ReadNote[];
}
