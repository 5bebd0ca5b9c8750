/** From memories to an adapter: the training set, how the training goes, and the report that a person decides on. */
import type { DerivedSource } from './derived';
import type { MemoryKey } from './memory';

/** A memory as distillation sees it. */
export interface DistilMemory extends DerivedSource {
  readonly status: string;
  readonly uses: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | undefined;
  /** 0 to 1. */
  readonly confidence: number | undefined;
}

/** A memory that seems to stay as it is, and why. */
export interface StableMemory {
  readonly memory: DistilMemory;
  /** 0 to 1; higher is more stable. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Who wrote an example: a fixed sentence pattern, or a language model. */
export type ExampleOrigin = 'template' | 'model';

/** What the model is trained to answer. */
export interface TrainingExample {
  readonly id: string;
  readonly kind: 'question' | 'statement';
  readonly memory: MemoryKey;
  readonly prompt: string;
  readonly answer: string;
  readonly origin: ExampleOrigin;
}

/** What an answer must say to be right; docs/parametric.md states the rule. */
export interface Expected {
  /** `phrase`: these very words; `words`: most of the words that carry meaning, and every number. */
  readonly by: 'phrase' | 'words';
  readonly text: string;
}

/** A question that is never trained on. */
export interface HeldOutQuestion {
  readonly id: string;
  readonly memory: MemoryKey;
  readonly question: string;
  readonly expected: Expected;
  readonly origin: ExampleOrigin;
}

export interface TrainingSet {
  readonly examples: readonly TrainingExample[];
  readonly heldOut: readonly HeldOutQuestion[];
  readonly sources: readonly DerivedSource[];
  /** What a person should know: which memories gave nothing, where the model's examples were not used. */
  readonly notes: readonly string[];
}

/** How an adapter is trained. */
export interface TrainingSettings {
  readonly rank: number;
  readonly alpha: number;
  /** Names of PEFT: `q_proj`, `v_proj` … */
  readonly targets: readonly string[];
  readonly rate: number;
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/** What is told while an adapter is made. */
export type DistilProgress =
  | {
      readonly phase: 'environment';
      readonly text: string;
      readonly done: number;
      readonly total: number | undefined;
    }
  | { readonly phase: 'examples'; readonly done: number; readonly total: number }
  | {
      readonly phase: 'training';
      readonly step: number;
      readonly steps: number;
      readonly epoch: number;
      readonly loss: number | undefined;
      /** Seconds until the last step, about. */
      readonly eta: number | undefined;
    }
  | { readonly phase: 'converting' }
  | { readonly phase: 'evaluating'; readonly done: number; readonly total: number };

/**
 * Where the making of an adapter stands. What is stopped or failed goes on from its last checkpoint; one that is done
 * is an adapter of the cube, proposed until a person decides.
 */
export const RUN_STATES = ['prepared', 'training', 'stopped', 'failed', 'trained', 'done'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a model answered to a question. */
export interface Answered {
  readonly text: string;
  readonly right: boolean;
}

export interface HeldOutRow {
  readonly id: string;
  readonly memory: MemoryKey;
  readonly question: string;
  readonly expected: string;
  readonly without: Answered;
  readonly with: Answered;
}

/** A prompt that has nothing to do with the memories. */
export interface UnrelatedRow {
  readonly prompt: string;
  readonly without: string;
  readonly with: string;
}

/** What an evaluation found, with the adapter and without it. */
export interface Evaluation {
  /** Share of held-out questions that were answered right, 0 to 1. */
  readonly accuracy: { readonly without: number; readonly with: number };
  readonly heldOut: readonly HeldOutRow[];
  /** Perplexity of fixed texts that have nothing to do with the memories, and its change as a share of one. */
  readonly perplexity: {
    readonly without: number;
    readonly with: number;
    readonly change: number;
    readonly tokens: number;
  };
  readonly unrelated: readonly UnrelatedRow[];
  readonly seconds: number;
}

/** What is approved or rejected. */
export interface DistilReport {
  readonly version: 1;
  /** Id of the training that it tells of. */
  readonly run: string;
  readonly name: string;
  readonly createdAt: string;
  readonly base: { readonly file: string; readonly bytes: number; readonly tag: string };
  readonly settings: TrainingSettings;
  readonly memories: number;
  readonly examples: { readonly questions: number; readonly statements: number; readonly byModel: number };
  readonly training: {
    readonly steps: number;
    /** Seconds of all its sittings. */
    readonly seconds: number;
    readonly resumed: number;
    readonly loss: readonly LossPoint[];
  };
  readonly file: { readonly bytes: number; readonly sha256: string };
  readonly evaluation: Evaluation;
  readonly notes: readonly string[];
}
