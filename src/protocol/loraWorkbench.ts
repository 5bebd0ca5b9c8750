/** Between the LoRA workbench and the extension host. A view is about the adapters of one cube. */
import type { DistilProgress, DistilReport, LossPoint, TrainingSet } from '../engine/model/distil';
import type {
  AbComparison,
  AdapterApproval,
  AdapterDifference,
  AdapterNorms,
  AdapterRow,
  AttachedAdapter,
  BaseMismatch,
} from '../engine/model/loraItem';
import type { Contract } from './channel';
import type { KvModel } from './kvInspector';

/** An adapter that is being made, or whose making was stopped. */
export interface LoraRun {
  readonly id: string;
  readonly title: string;
  readonly state: 'running' | 'stopped' | 'failed';
  readonly memories: number;
  /** What is being done, or was when it stopped; null before anything was. */
  readonly progress: DistilProgress | null;
  /** Of the training so far, oldest first. */
  readonly loss: readonly LossPoint[];
  /** Why it failed, and the way out; '' otherwise. */
  readonly problem: string;
}

export interface LoraState {
  /** Name of the cube. */
  readonly cube: string;
  readonly readOnly: boolean;
  readonly rows: readonly AdapterRow[];
  readonly runs: readonly LoraRun[];
  readonly model: KvModel;
  /** The reason of the latest change of what is attached, which can be taken back; null where there is none. */
  readonly undo: string | null;
}

/** What is only asked for when an adapter is looked at. */
export interface LoraDetail {
  readonly row: AdapterRow;
  /** Why it does not fit the chat model; empty where it does, null while there is no local one. */
  readonly mismatches: readonly BaseMismatch[] | null;
  /** What training and evaluation found; null where it was not made here. */
  readonly report: DistilReport | null;
  readonly set: TrainingSet | null;
}

export interface LoraHello {
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  /** URI of the cube, by which VS Code opens the view again after a reload. */
  readonly cube: string;
  /** The adapter that the view was opened for. */
  readonly adapter: string | null;
  readonly state: LoraState;
}

export interface LoraHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: LoraHello };
    detail: { params: { id: string }; result: LoraDetail };
    norms: { params: { id: string }; result: AdapterNorms };
    difference: { params: { a: string; b: string }; result: AdapterDifference };
    /** Answers one prompt with two sets of adapters. */
    compare: {
      params: { prompt: string; a: readonly AttachedAdapter[]; b: readonly AttachedAdapter[] };
      result: AbComparison;
    };
    /** Attaches an adapter at a scale, or changes the scale. */
    attach: { params: { id: string; scale: number }; result: null };
    detach: { params: { id: string }; result: null };
    /** Takes the latest change of what is attached back. */
    undo: { params: null; result: null };
    decide: { params: { id: string; approval: AdapterApproval }; result: null };
    /** Removes an adapter after asking. */
    remove: { params: { id: string }; result: null };
    /** Asks for a file or folder and takes the adapter in it over. */
    importAdapter: { params: null; result: null };
    /** Asks from which memories to make an adapter, and begins. */
    distil: { params: null; result: null };
    /** Goes on with a run that was stopped. */
    resume: { params: { run: string }; result: null };
    /** Stops a run; it can be gone on with. */
    stop: { params: { run: string }; result: null };
    /** Throws a stopped run away. */
    discard: { params: { run: string }; result: null };
    /** Opens VS Code's diff editor on what a memory said and says. */
    diff: { params: { id: string; key: string }; result: null };
    /** Shows a memory in the cube's editor. */
    reveal: { params: { key: string }; result: null };
    /** Asks the person for a chat model. */
    chooseModel: { params: null; result: null };
  };
  events: {
    changed: LoraState;
    /** The person has chosen an adapter elsewhere. */
    show: { id: string };
  };
}

/** The view answers no requests and tells nothing by itself. */
export interface LoraViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
