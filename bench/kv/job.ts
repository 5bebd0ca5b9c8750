import type { RestoreRow } from '../../src/engine/activation/measure/measureRestore';

/** What a child process is asked to measure; it answers with KvResults as JSON. */
export interface KvJob {
  readonly model: string;
  /** Bundle of the process that runs llama.cpp. */
  readonly script: string;
  /** 0: as many as the machine has cores fit for it. */
  readonly threads: number;
  /** Folder for items; emptied by whoever asks. */
  readonly folder: string;
  readonly sizes: readonly number[];
  readonly times: number;
  readonly turns: number;
  readonly prompts: number;
}

export interface KvResults {
  readonly model: string;
  readonly build: string;
  readonly threads: number;
  readonly restores: readonly (RestoreRow & Rates)[];
  readonly equality: Equality;
  readonly extension: Extension;
  readonly packing: Packing;
  readonly dialogue: Dialogue;
}

/** Megabytes (10⁶) a second: llama.cpp reading a state into a slot, and reading the same file without doing anything. */
export interface Rates {
  readonly loadRate: number;
  readonly readRate: number;
}

export interface Equality {
  readonly prompts: number;
  readonly same: number;
  readonly tokens: number;
  /** Largest difference of log-probabilities between the check of the item and each restore. */
  readonly worst: number;
}

export interface Extension {
  readonly tokens: number;
  readonly takenOver: number;
  readonly extendMs: number;
  readonly rebuildMs: number;
}

export interface Packing {
  readonly bytes: number;
  readonly packedBytes: number;
  readonly packMs: number;
  readonly unpackMs: number;
}

export interface Dialogue {
  readonly turns: number;
  readonly edits: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Tokens of all prompts, and those that were not computed. */
  readonly promptTokens: number;
  readonly reusedTokens: number;
  /** Time to the first token summed over all turns, with items and without; building them anew after edits. */
  readonly withMs: number;
  readonly withoutMs: number;
  readonly rebuildMs: number;
}
