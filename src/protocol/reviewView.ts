/** Between the review view and the extension host. A view is about one batch of one cube. */
import type { Decision } from '../engine/model/proposal';
import type { ReviewDetail, ReviewHead, ReviewLine } from '../engine/model/review';
import type { Contract } from './channel';

/** Where a batch stands. */
export interface ReviewState {
  /** Name of the cube. */
  readonly cube: string;
  readonly head: ReviewHead;
  readonly lines: readonly ReviewLine[];
  /** Whether the cube can be written. */
  readonly readOnly: boolean;
  /** Whether what was added is not in the cube any more, because its change was taken back elsewhere. */
  readonly lost: boolean;
  /** Whether the change that was made here last can be taken back. */
  readonly canUndo: boolean;
}

/** A decision on proposals; null takes one back. */
export interface ReviewDecision {
  readonly ids: readonly string[];
  readonly decision: Decision | null;
  /** For one proposal only: its text as the person changed it; null takes the change back, left out keeps it. */
  readonly edited?: string | null | undefined;
}

/** What applying has done. */
export interface ReviewOutcome {
  readonly added: number;
  readonly replaced: number;
  readonly merged: number;
  readonly skipped: number;
}

export interface ReviewHello {
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  /** What VS Code keeps of the view, to open it again after a reload. */
  readonly place: ReviewPlace;
  readonly state: ReviewState;
}

/** Names a batch in a window. */
export interface ReviewPlace {
  /** URI of the cube's text memory, or of the cube in a store. */
  readonly cube: string;
  readonly batch: string;
}

export interface ReviewHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: ReviewHello };
    detail: { params: { id: string }; result: ReviewDetail };
    /** All or none; the result has the lines that were decided on. */
    decide: { params: { decisions: readonly ReviewDecision[] }; result: readonly ReviewLine[] };
    /** Takes the last decisions back, or makes those again that were taken back last; nothing where there are none. */
    undoDecision: { params: { redo: boolean }; result: readonly ReviewLine[] };
    /** Makes one Change of what is accepted; null: the person stopped it, and nothing was done. */
    apply: { params: null; result: ReviewOutcome | null };
    /** Takes the last Change of this batch back. */
    undoApply: { params: null; result: null };
    /** Opens proposals for review again that are not in the cube any more. */
    reopen: { params: null; result: null };
    /** Opens the source of a proposal at the place that its source of this number names. */
    openSource: { params: { id: string; source: number }; result: null };
    /** Shows a memory in the cube's editor. */
    reveal: { params: { id: string }; result: null };
    /** Lets the person confirm throwing the batch away; the view closes then. */
    discard: { params: null; result: null };
    /** Opens another batch of the window that is under review, or says that there is none. */
    next: { params: null; result: null };
  };
  events: {
    /** The batch, or the cube, has changed elsewhere. */
    changed: ReviewState;
    /** The batch was thrown away elsewhere. */
    gone: null;
  };
}

/** The view answers no requests and tells nothing by itself. */
export interface ReviewViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
