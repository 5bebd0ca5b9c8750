import type { TextMemory } from '../../cube/text/textMemory';
import type { Change, Op } from '../../model/change';
import type { TextFormat } from '../../model/memory';
import { parseTimestamp } from '../../model/normalise';
import type { Note } from '../../model/proposal';
import { own, quickJson } from '../../base/json/quick';
import type { Disposable } from '../../base/events';
import type { Embedder } from '../../inference/ports';

/** A memory that new ones are compared with. */
export interface KnownMemory {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  /** `metadata.type`. */
  readonly kind: string;
  readonly memoryType: string;
  /** Milliseconds since the epoch; when it was last changed. */
  readonly at: number | undefined;
}

/** A memory from its record, as `tree_text` writes it. */
export function knownOf(id: string, raw: string): KnownMemory {
  const data = quickJson(raw);
  const metadata = own(data, 'metadata');
  const text = (name: string): string => {
    const value = own(metadata, name);
    return typeof value === 'string' ? value : '';
  };
  const memory = own(data, 'memory');
  return {
    id,
    text: typeof memory === 'string' ? memory : '',
    status: text('status'),
    kind: text('type'),
    memoryType: text('memory_type'),
    at: parseTimestamp(text('updated_at') || text('created_at')),
  };
}

/** Whether new memories are compared with one: topics and what is out of use are not. */
export const isCompared = ({ status, kind }: Pick<KnownMemory, 'status' | 'kind'>): boolean =>
  status !== 'archived' && status !== 'deleted' && kind !== 'topic';

/** A memory that was found for a text; `vector` is of the embedder that was named. */
export interface FoundMemory extends KnownMemory {
  readonly vector?: Float32Array | undefined;
}

/** Finds the memories that texts may repeat or contradict. */
export interface SimilarFinder extends Disposable {
  /** Those found for any of these texts, each once in the life of the finder; `vectors` are the texts'. */
  find(
    texts: readonly string[],
    vectors: readonly Float32Array[] | undefined,
    signal?: AbortSignal,
  ): Promise<readonly FoundMemory[]>;
  /** Vectors that are kept of these memories, by id. */
  vectors(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Float32Array>>;
  /** Memories that no vector finds, since they have none of the embedder; none without an embedder. */
  withoutVector(signal?: AbortSignal): AsyncIterable<readonly KnownMemory[]>;
}

export interface FinderOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called while vectors are made with how many are. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** A Change that was made; `undo` and `redo`, in turn, reject with StudioError where others stand in the way. */
export interface AppliedToTarget {
  readonly change: Change;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** A cube that a batch is applied to: in a folder (`cubeTarget`) or in a store (`storeTarget`). */
export interface IngestTarget {
  /** For people. */
  readonly name: string;
  readonly format: TextFormat;

  /** Every memory once, in portions. */
  memories(signal?: AbortSignal): AsyncIterable<readonly KnownMemory[]>;

  /** Finds memories by the lists that the cube has; undefined where all of them have to be compared. */
  finder?(embedder: Embedder | undefined, options: FinderOptions): Promise<SimilarFinder | undefined>;

  /**
   * A text memory to work operations out on: at least these memories, as far as they are there, and their
   * relations with the memories at the other ends. It is never changed.
   */
  around(ids: readonly string[], signal?: AbortSignal): Promise<TextMemory>;

  /**
   * Makes one Change of operations worked out on `around`, all or none. Rejects with StudioError `conflict` where
   * the cube has changed meanwhile, and as `CubeSession.apply` and `MemoryStore.apply` do.
   */
  apply(ops: readonly Op[], reason: Note, signal?: AbortSignal): Promise<AppliedToTarget>;
}
