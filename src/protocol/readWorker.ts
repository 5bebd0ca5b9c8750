/**
 * Between the host and a worker that reads one source and compares what it finds: all that takes long is done there.
 * The worker asks the host for embeddings and completions, whose models it does not know.
 */
import type { LlamaCompletion, LlamaCompletionParams } from '../engine/model/llamaWorker';
import type { Judgement, Peer } from '../engine/model/proposal';
import type { ReadPortion } from '../engine/model/reading';
import type { EmbedderTag } from '../engine/model/store';
import type { Contract } from './channel';

/** The models that the host answers for; null where there is none. */
export interface ReadModels {
  readonly embedder: EmbedderTag | null;
  /** Name of the chat model. */
  readonly model: string | null;
}

/** A source, and how it is to be read; as `Source` and `ReadOptions` of the reader. */
export interface ReadOrder {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly firstLine: number | undefined;
  readonly mode: 'fast' | 'fine';
  readonly unit: 'window' | 'turn';
  /** Number of the first portion to give, and how many memories those before it gave. */
  readonly from: number;
  readonly made: number;
  /** ISO 8601; what "yesterday" is counted from where a dialogue has no times. */
  readonly now: string;
}

export interface ReadWorkerContract extends Contract {
  requests: {
    /** Comes first, once. */
    start: { params: ReadModels; result: null };
    /** Begins to read. */
    open: { params: ReadOrder; result: null };
    /** The next portion of what was opened; null at its end. */
    next: { params: null; result: ReadPortion | null };
    /** Tells the judge of memories that are there. */
    learn: { params: { peers: readonly Peer[] }; result: null };
    judge: { params: { peers: readonly Peer[] }; result: readonly Judgement[] };
  };
  events: Record<never, never>;
}

export interface ReadWorkerHostContract extends Contract {
  requests: {
    embed: {
      params: { texts: readonly string[]; kind: 'query' | 'document' };
      result: readonly Float32Array[];
    };
    complete: { params: LlamaCompletionParams; result: LlamaCompletion };
  };
  events: Record<never, never>;
}
