/**
 * Parametric memory: LoRA adapters of a cube. Shapes that the engine, the command line and the views share. Plain
 * JSON; times are ISO 8601, durations milliseconds.
 */
import type { DerivedSource, SourceChange } from './derived';
import type { TokenChoice } from './tokens';

/** Trained from memories of a cube, or brought from elsewhere. */
export const ADAPTER_ORIGINS = ['made-here', 'imported'] as const;
export type AdapterOrigin = (typeof ADAPTER_ORIGINS)[number];

/** What a person decided; only an approved adapter is ever handed to a model. */
export const ADAPTER_APPROVALS = ['proposed', 'approved', 'rejected'] as const;
export type AdapterApproval = (typeof ADAPTER_APPROVALS)[number];

/** The model that an adapter was made for. */
export interface AdapterBase {
  readonly name: string;
  /** Tells model files apart, as `ModelFile.tag`. */
  readonly tag: string;
  readonly architecture: string;
}

/** What an adapter was trained on. */
export interface AdapterTraining {
  /** SHA-256 of the training set beside the adapter. */
  readonly digest: string;
  readonly examples: number;
  readonly heldOut: number;
  /** The memories as they were, so that it shows when one says something else or is gone. */
  readonly sources: readonly DerivedSource[];
}

/** What an evaluation found, in short; the whole report is a file beside the adapter. */
export interface AdapterResult {
  /** Share of held-out questions that were answered right, 0 to 1. */
  readonly accuracy: { readonly without: number; readonly with: number };
  /** Change of perplexity on unrelated texts, as a share of it without the adapter; above 0 is worse. */
  readonly perplexityChange: number;
}

/** An adapter as its cube keeps it. */
export interface AdapterItem {
  /** UUID; its folder has this name. */
  readonly id: string;
  readonly title: string;
  readonly createdAt: string;
  readonly origin: AdapterOrigin;
  readonly base: AdapterBase;
  readonly ranks: readonly number[];
  readonly alpha: number;
  /** Names of GGUF without their layer, sorted: `attn_q`, `ffn_up` … */
  readonly targets: readonly string[];
  /** Number of layers that it changes, and of numbers in it. */
  readonly layers: number;
  readonly parameters: number;
  readonly bytes: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly training: AdapterTraining | null;
  readonly result: AdapterResult | null;
  readonly approval: AdapterApproval;
}

/**
 * Whether an adapter may be used as it is.
 * - `ready`: as its memories are now
 * - `stale`: a memory that it was trained on says something else or is gone
 * - `foreign`: not approved on this machine, or changed since: it can be looked at, and used once it is approved here
 * - `broken`: it cannot be read, or its file is not the one that it was
 */
export type AdapterStanding = 'ready' | 'stale' | 'foreign' | 'broken';

/** An adapter as a list shows it. */
export interface AdapterRow {
  readonly id: string;
  /** Null where it cannot be read. */
  readonly item: AdapterItem | null;
  readonly standing: AdapterStanding;
  /** Why it is broken. */
  readonly problem: string | null;
  readonly changes: readonly SourceChange[];
  /** The scale at which it is attached; null where it is not. */
  readonly scale: number | null;
}

/** An adapter that works on every answer, and how strongly; 1 as trained. */
export interface AttachedAdapter {
  readonly id: string;
  readonly scale: number;
}

/** One change of what is attached. */
export interface AttachmentEntry {
  /** Counts from 1. */
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly before: readonly AttachedAdapter[];
  readonly after: readonly AttachedAdapter[];
  /** The entry that this one takes back. */
  readonly undoes: number | null;
}

/** The Frobenius norm of what a pair adds at scale 1: alpha / rank · B · A. */
export interface ModuleNorm {
  /** For instance `blk.3.attn_q`. */
  readonly module: string;
  readonly target: string;
  readonly layer: number | null;
  readonly rank: number;
  /** Null where values of its element type are not read. */
  readonly norm: number | null;
}

export interface AdapterNorms {
  readonly modules: readonly ModuleNorm[];
  /** Root of the sum of squares over the modules of a layer, by layer. */
  readonly layers: readonly { readonly layer: number; readonly norm: number }[];
  readonly total: number;
}

/** What two adapters do to one module; norms as in `ModuleNorm`, 0 where an adapter leaves the module alone. */
export interface ModuleDifference {
  readonly module: string;
  readonly target: string;
  readonly layer: number | null;
  readonly a: number;
  readonly b: number;
  /** Norm of the difference. */
  readonly difference: number;
  /** Cosine of the two products as vectors; null where one of them is 0. */
  readonly cosine: number | null;
}

export interface AdapterDifference {
  readonly modules: readonly ModuleDifference[];
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly cosine: number | null;
}

/** Why an adapter does not fit a model, one entry a thing that does not. */
export interface BaseMismatch {
  /** The tensor; null for the model as a whole. */
  readonly tensor: string | null;
  readonly message: string;
}

/** One answer of a comparison. */
export interface AbAnswer {
  readonly adapters: readonly AttachedAdapter[];
  readonly text: string;
  readonly complete: boolean;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
  readonly ttftMs: number | undefined;
  readonly ms: number;
  readonly choices: readonly TokenChoice[];
}

/** One prompt answered with two sets of adapters. */
export interface AbComparison {
  readonly prompt: string;
  readonly a: AbAnswer;
  readonly b: AbAnswer;
  /** Place of the first token that differs, from 0; null where the answers are the same. */
  readonly parts: number | null;
  /** Mean logarithm of the probability of a token, and their difference b − a; null where not told. */
  readonly logprob: {
    readonly a: number | null;
    readonly b: number | null;
    readonly difference: number | null;
  };
}
