/**
 * What a MemReader reads and what it makes of it. A source is read in portions, so that work can be shown,
 * cancelled and taken up again after a kill: a portion that was kept is not read a second time.
 */
import type { ChatModel } from '../inference/ports';

/** Something to read. */
export interface Source {
  /** Path or name as the user knows it; goes into `sources` of the memories. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where the bytes begin, when they are a part of a file (a selection): 1-based line. */
  readonly firstLine?: number | undefined;
}

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
