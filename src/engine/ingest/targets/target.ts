import type { TextMemory } from '../../cube/text/textMemory';
import type { Change, Op } from '../../model/change';
import type { TextFormat } from '../../model/memory';
import type { Note } from '../../model/proposal';

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
