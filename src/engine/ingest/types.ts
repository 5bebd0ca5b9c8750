import type { EngineContext } from '../base/context';
import type { ReadPortion } from '../model/reading';
import type { Source } from '../reader/types';
import type { Judgement, Peer } from '../model/proposal';
import type { ChatModel, Embedder } from '../inference/ports';

/** What this part of the engine needs from outside. */
export type IngestContext = Pick<EngineContext, 'now' | 'newId'>;

/** Where reading is taken up again: portions before `from` are kept, and `made` memories of them. */
export interface TakenUp {
  readonly from: number;
  readonly made: number;
  readonly signal: AbortSignal | undefined;
}

/** Reads a source portion by portion. The same source gives the same portions each time. */
export type PortionReader = (taken: TakenUp) => AsyncIterable<ReadPortion>;

/** A source with what reads it. */
export interface IngestSource {
  readonly source: Source;
  /** For people and lists, for instance `selection`; what the reader takes it for where left out. */
  readonly kind?: string | undefined;
  readonly mode: 'fast' | 'fine';
  /** What else decides what the reader makes of it (for instance `turns`): another text, another batch. */
  readonly settings?: string | undefined;
  readonly read: PortionReader;
}

/** How far reading has come. */
export interface IngestProgress {
  readonly source: string;
  readonly portion: number;
  readonly portions: number;
  /** Memories proposed so far. */
  readonly memories: number;
  /** Messages or passages read so far in this run, and per second of it. */
  readonly messages: number;
  readonly perSecond: number;
}

/** Compares texts with those it was told of, each with all before it too. */
export interface Judging {
  learn(peers: readonly Peer[]): Promise<void>;
  judge(peers: readonly Peer[]): Promise<readonly Judgement[]>;
}

export interface IngestOptions {
  /** Into `metadata.user_id`; left out where there is none. */
  readonly userId?: string | undefined;
  /** Into `metadata.session_id`, where the source names no session of its own. */
  readonly sessionId?: string | undefined;
  /** Finds semantic duplicates. */
  readonly embedder?: Embedder | undefined;
  /** Asked about each pair that looks like a duplicate or a contradiction. */
  readonly model?: ChatModel | undefined;
  /** Does the comparing elsewhere, for instance in a worker; then `embedder` only finds what to compare with. */
  readonly judge?: Judging | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told, while memories of the cube get the vectors that they lack, how many have. */
  readonly onPrepared?: ((done: number) => void) | undefined;
  /** Told of the batch's id before anything is read into it. */
  readonly onBatch?: ((id: string) => void) | undefined;
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined;
}
