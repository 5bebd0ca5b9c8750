/**
 * Activation memory: what a model has computed of a text, kept so that it need not read the text again. Shapes that
 * the engine, the command line and the views share. Plain JSON; times are ISO 8601, durations milliseconds.
 */
import type { DerivedSource, SourceChange } from './derived';
import type { LlamaMessage } from './llamaWorker';
import type { TokenProbability } from './tokens';

/** What a text came from. `memos`: the `source_text` of an item in `activation_memory.pickle`. */
export const KV_ORIGINS = ['memories', 'document', 'chat', 'memos'] as const;
export type KvOrigin = (typeof KV_ORIGINS)[number];

/** What must be equal for a state to mean the same to a model; tokens apart, which are compared one by one. */
export interface KvFingerprint {
  /** SHA-256 of the model file. */
  readonly modelHash: string;
  /** Version and build of the runtime. */
  readonly build: string;
  readonly device: string;
  /** Tokens a slot, and slots: llama.cpp writes the number of slots into a state. */
  readonly contextSize: number;
  readonly slots: number;
  readonly keyType: string;
  readonly valueType: string;
  /** SHA-256 of how the chat template writes a fixed dialogue. */
  readonly templateHash: string;
  readonly adapters: readonly KvAdapterMark[];
  /** SHA-256 of the token ids. */
  readonly tokensHash: string;
}

export interface KvAdapterMark {
  /** SHA-256 of the adapter's file. */
  readonly hash: string;
  readonly scale: number;
}

/** Which parts of a fingerprint differ. */
export type FingerprintPart = Exclude<keyof KvFingerprint, 'tokensHash'>;

/** One time that an item was brought back. */
export interface KvRestore {
  readonly at: string;
  readonly from: 'ram' | 'disk';
  /** From the decision to the slot being ready, its check included. */
  readonly ms: number;
  /** Tokens that need not be computed. */
  readonly tokens: number;
}

/** What was measured of an item. */
export interface KvFigures {
  /** Computing all of it, nothing reused. For an extended item worked out from the rate of what was computed. */
  readonly prefillMs: number;
  readonly saveMs: number;
  /** Tokens that were taken over from another item when it was built, and what the rest took. */
  readonly extendedFrom: number;
  readonly buildMs: number;
  /** The latest restores, oldest first, at most 20. */
  readonly restores: readonly KvRestore[];
}

/** How a state lies on the disk. */
export interface KvStored {
  /** Name of the file in the item's folder. */
  readonly file: string;
  readonly encoding: 'plain' | 'zstd';
  /** Bytes on the disk. */
  readonly bytes: number;
  /** Bytes of the state itself. */
  readonly stateBytes: number;
  /** SHA-256 of the file as it lies there, and of the state. */
  readonly hash: string;
  readonly stateHash: string;
}

export interface KvItem {
  /** UUID; its folder has this name. */
  readonly id: string;
  readonly title: string;
  readonly createdAt: string;
  readonly origin: KvOrigin;
  /** How the messages were made of the sources. */
  readonly template: { readonly id: string; readonly version: number };
  readonly messages: readonly LlamaMessage[];
  readonly tokens: readonly number[];
  readonly fingerprint: KvFingerprint;
  readonly sources: readonly DerivedSource[];
  /** The likeliest tokens after the last one, as they were when it was built, likeliest first. */
  readonly check: readonly TokenProbability[];
  readonly figures: KvFigures;
  readonly stored: KvStored;
  /** Times that it was of use, and what that saved, by the measured prefill. */
  readonly hits: number;
  readonly savedMs: number;
  readonly lastUsedAt: string | null;
  /** A pinned item is never evicted and does not expire. */
  readonly pinned: boolean;
  readonly expiresAt: string | null;
}

/** Where an item is: in a slot of the running model, on the disk, or on the disk and compressed. */
export type KvTier = 'ram' | 'disk' | 'cold';

/**
 * Whether an item may be used as it is.
 * - `ready`: as its memories are now
 * - `stale`: a memory says something else or is gone; what comes before its text can still be used
 * - `expired`
 * - `foreign`: not made on this machine, or changed since; can be looked at and built anew, is never restored
 * - `broken`: the item cannot be read
 */
export type KvStanding = 'ready' | 'stale' | 'expired' | 'foreign' | 'broken';

/** An item as a list shows it. */
export interface KvRow {
  readonly id: string;
  readonly title: string;
  readonly origin: KvOrigin;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly pinned: boolean;
  readonly tier: KvTier;
  /** Slot that holds it, where one does. */
  readonly slot: number | null;
  readonly standing: KvStanding;
  /** Why it is `foreign` or `broken`, in a sentence; '' otherwise. */
  readonly reason: string;
  /** What happened to its memories since; makes it `stale`. */
  readonly changes: readonly SourceChange[];
  /** Parts of its fingerprint that differ from the model in use; empty where it fits or no model is loaded. */
  readonly differs: readonly FingerprintPart[];
  readonly tokens: number;
  readonly bytes: number;
  readonly stateBytes: number;
  readonly hits: number;
  readonly savedMs: number;
  readonly prefillMs: number;
  /** Median of the latest restores from the disk; null before the first. */
  readonly restoreMs: number | null;
}

/** How a prompt's beginning got into a slot. */
export type KvOutcomeKind = 'reused-ram' | 'restored' | 'prefilled';

/** Why nothing was reused, or less than there was. */
export const KV_REASONS = [
  /** No item begins as the prompt does. */
  'nothing-kept',
  /** One does, but made by another model, build, context, template or set of adapters. */
  'other-fingerprint',
  /** Computing it is quicker than reading it, by the rates measured so far. */
  'not-worth-it',
  /** Not made on this machine, or changed since. */
  'not-sealed',
  'expired',
  /** Its file is gone, cut off or changed. */
  'damaged',
  /** llama.cpp did not take it. */
  'refused',
  /** The slot held fewer tokens than the item has. */
  'fewer-tokens',
  /** The model said something else after it than when it was built. */
  'check-failed',
  /** States of this model cannot be brought back; a test of it showed so. */
  'model-cannot',
] as const;
export type KvReason = (typeof KV_REASONS)[number];

/** How a restored state was compared with the check of its item. */
export interface KvCheckResult {
  /** Tokens that were compared. */
  readonly compared: number;
  /** Largest difference of two log-probabilities; Infinity never: a missing token counts as the tolerance's tenfold. */
  readonly worst: number;
  readonly tolerance: number;
  readonly sameFirst: boolean;
  readonly passed: boolean;
}

/** What happened when a prompt was made ready, with all figures. */
export interface KvOutcome {
  readonly kind: KvOutcomeKind;
  readonly reason: KvReason | null;
  /** The same for people, in English. */
  readonly sentence: string;
  /** The item that was of use, or that was tried. */
  readonly item: string | null;
  readonly slot: number;
  /** Tokens of the prompt, and how many of them need not be computed, as the runtime reports it. */
  readonly promptTokens: number;
  readonly reused: number;
  readonly restoreMs: number;
  readonly checkMs: number;
  readonly prefillMs: number;
  readonly totalMs: number;
  readonly check: KvCheckResult | null;
  /** What computing the reused tokens would have taken by the measured rate, less what bringing them back took. */
  readonly savedMs: number;
}

/** Whether states of a model can be brought back on this build; found by trying. */
export interface KvCapability {
  /** Whether all is well; without it nothing is kept for the model. */
  readonly restores: boolean;
  /** Whether the end of a restored state can be taken away and written anew. */
  readonly erases: boolean;
  /** Why not, in a sentence; '' where all is well. */
  readonly reason: string;
  readonly testedAt: string;
  /** Tokens of the text that it was tried with. */
  readonly tokens: number;
  /** Largest difference of log-probabilities that was seen. */
  readonly worst: number;
}

/** A memory, as a template takes it. */
export interface TemplateMemory extends DerivedSource {
  readonly pinned: boolean;
  /** Time of its last change in milliseconds since the epoch, where known. */
  readonly changedAt: number | undefined;
}

/** Plaintext that pays to be kept as an activation template, with every term of the reckoning. */
export interface KvProposal {
  readonly sources: readonly DerivedSource[];
  readonly tokens: number;
  /** Uses that are expected before it is out of date. */
  readonly expectedUses: number;
  readonly prefillMs: number;
  readonly restoreMs: number;
  readonly buildMs: number;
  readonly bytes: number;
  /** What those bytes are reckoned at. */
  readonly bytesMs: number;
  /** (prefill − restore) × uses − build − bytes; a proposal has a gain above 0. */
  readonly gainMs: number;
}
