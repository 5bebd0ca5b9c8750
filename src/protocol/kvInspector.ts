/** Between the KV inspector and the extension host. A view is about the KV items of one cube. */
import type { DerivedSource } from '../engine/model/derived';
import type { KvFingerprint, KvItem, KvOutcome, KvRow } from '../engine/model/kvItem';
import type { KvStateMap, KvStateReport } from '../engine/model/kvState';
import type { Contract } from './channel';

/** The chat model of the window, as far as it can keep what it has read. */
export interface KvModel {
  /**
   * - `none`: no model is chosen
   * - `server`: it runs elsewhere and keeps its keys and values to itself
   * - `restricted`: Restricted Mode
   * - `failed`: it cannot be loaded, or its states cannot be brought back
   * - `idle`: not loaded yet
   * - `ready`
   */
  readonly state: 'none' | 'server' | 'restricted' | 'failed' | 'idle' | 'ready';
  /** '' where there is none. */
  readonly name: string;
  /** Why it is of no use, in the language of the interface; '' where it is. */
  readonly reason: string;
}

/** What is being computed for an item. */
export interface KvJob {
  /** Of the item that is built anew; null for a new one. */
  readonly item: string | null;
  readonly title: string;
  readonly done: number;
  /** Tokens; 0 while they are not counted yet. */
  readonly total: number;
  readonly tokensPerSecond: number;
}

export interface KvState {
  /** Name of the cube. */
  readonly cube: string;
  readonly readOnly: boolean;
  readonly rows: readonly KvRow[];
  /** Bytes that items of this cube may take on the disk. */
  readonly budgetBytes: number;
  readonly model: KvModel;
  readonly jobs: readonly KvJob[];
}

/** One question that was asked with an item as the beginning of the prompt, or without it. */
export interface KvAsk {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  /** ISO 8601. */
  readonly at: string;
  /** Whether everything was computed, nothing reused, to compare. */
  readonly cold: boolean;
  /** Whether a person stopped the answer. */
  readonly stopped: boolean;
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly answerTokens: number;
  /** From the question to the first piece of the answer, everything counted. */
  readonly ttftMs: number;
  readonly totalMs: number;
  /** What happened to the beginning of the prompt; null for a cold one. */
  readonly outcome: KvOutcome | null;
  /** The same for people, in the language of the interface. */
  readonly sentence: string;
}

/** Everything about an item but its tokens and numbers. */
export interface KvDetail {
  readonly row: KvRow;
  /** null where the item cannot be read. */
  readonly item: Omit<KvItem, 'tokens' | 'check'> | null;
  /** That of the model in use; null while none is loaded. */
  readonly current: Omit<KvFingerprint, 'tokensHash'> | null;
  /** Tokens at its beginning that would be taken over if it were built anew; 0 where all would be computed. */
  readonly keeps: number;
  /** The latest, oldest first. */
  readonly asks: readonly KvAsk[];
}

/** The tokens of an item as text. */
export interface KvTokens {
  readonly ids: readonly number[];
  /** Text of each token; parts of a character come as the replacement character. */
  readonly pieces: readonly string[];
  /** Of each token the index of the source that it belongs to; -1 for what stands around them. */
  readonly owners: readonly number[];
  readonly sources: readonly Pick<DerivedSource, 'key' | 'title'>[];
}

/** The numbers of an item, read from its file. */
export interface KvNumbers {
  readonly report: KvStateReport;
  readonly map: KvStateMap;
}

export interface KvHello {
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  /** URI of the cube, by which VS Code opens the view again after a reload. */
  readonly cube: string;
  /** The item that the view was opened for. */
  readonly item: string | null;
  readonly state: KvState;
}

export interface KvHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: KvHello };
    detail: { params: { id: string }; result: KvDetail };
    tokens: { params: { id: string }; result: KvTokens };
    numbers: { params: { id: string }; result: KvNumbers };
    /** Asks the model with an item as the beginning of the prompt; pieces of the answer come as `text`. */
    ask: { params: { id: string; question: string; cold: boolean; stream: string }; result: KvAsk };
    /** Ends the answer that is being made; what there is of it stays. */
    stop: { params: { stream: string }; result: null };
    /** Builds an item anew from its sources as they are now, its unchanged beginning taken over. */
    rebuild: { params: { id: string }; result: null };
    /** Ends the building of an item; what there was before stays. */
    cancel: { params: { id: string | null }; result: null };
    pin: { params: { id: string; pinned: boolean }; result: null };
    /** Brings an item back into the running model. */
    wake: { params: { id: string }; result: null };
    /** Removes an item after asking. */
    remove: { params: { id: string }; result: null };
    /** Opens VS Code's diff editor on what a source said and says. */
    diff: { params: { id: string; key: string }; result: null };
    /** Shows a memory in the cube's editor. */
    reveal: { params: { key: string }; result: null };
    /** Asks the person from what to build a new item. */
    build: { params: null; result: null };
    /** Asks the person for a chat model. */
    chooseModel: { params: null; result: null };
  };
  events: {
    changed: KvState;
    text: { stream: string; text: string };
    /** The person has chosen an item elsewhere. */
    show: { id: string };
  };
}

/** The view answers no requests and tells nothing by itself. */
export interface KvViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
