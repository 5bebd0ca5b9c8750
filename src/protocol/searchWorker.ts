/**
 * Between the host and the worker that owns the search index of one folder cube. The worker holds a copy of the text
 * memory, follows the session's operations, and asks the host for embeddings, whose models it does not know.
 */
import type { Op } from '../engine/model/change';
import type { SearchRequest, SearchResult, WhyNot } from '../engine/model/search';
import type { TextFormat } from '../engine/model/memory';
import type { EmbedderTag, VectorCounts } from '../engine/model/store';
import type { Contract } from './channel';

/** A text memory as the session has it. */
export interface IndexedText {
  /** Name and folder of the cube. */
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly format: TextFormat;
  /** The model that the cube's configuration names as its embedder; null: nothing does. */
  readonly embedder: string | null;
  /** Where nothing can be written the index is kept in memory. */
  readonly readOnly: boolean;
  /** The content with unsaved changes; null where there are none and the file has it. */
  readonly content: Uint8Array | null;
}

export interface SearchWorkerContract extends Contract {
  requests: {
    /** Takes over a text memory and brings its index up to date. */
    load: { params: IndexedText; result: null };
    /** Follows a change of the session. */
    apply: { params: { ops: readonly Op[] }; result: null };
    search: { params: { request: SearchRequest; embedder: EmbedderTag | null }; result: SearchResult };
    whyNot: {
      params: { request: SearchRequest; key: string; embedder: EmbedderTag | null };
      result: WhyNot;
    };
    vectors: { params: { embedder: EmbedderTag | null }; result: VectorCounts };
    /** Makes missing and stale vectors; where there are none, compares those that were taken over from the cube. */
    embed: { params: { embedder: EmbedderTag }; result: null };
  };
  events: {
    progress: { what: 'index' | 'embed' | 'check'; done: number; total: number };
    /** Vectors that were taken over turned out to be of other texts, and were made anew. */
    differed: null;
  };
}

export interface SearchWorkerHostContract extends Contract {
  requests: {
    embed: {
      params: { texts: readonly string[]; kind: 'query' | 'document' };
      result: readonly Float32Array[];
    };
    /** Memories whose text was changed after their vector, as the cube's history tells. */
    editedTexts: { params: null; result: readonly string[] };
  };
  events: Record<never, never>;
}
