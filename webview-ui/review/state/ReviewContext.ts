import { createContext, useContext } from 'react';
import type { Decision } from '../../../src/engine/model/proposal';
import type { ReviewDetail, ReviewLine } from '../../../src/engine/model/review';
import type { Channel } from '../../../src/protocol/channel';
import type {
  ReviewDecision,
  ReviewHostContract,
  ReviewState,
  ReviewViewContract,
} from '../../../src/protocol/reviewView';
import type { Filter } from './filter';

export type ReviewChannel = Channel<ReviewViewContract, ReviewHostContract>;

/** What every part of the review may use. */
export interface ReviewModel {
  readonly channel: ReviewChannel;
  readonly state: ReviewState;
  /** Grows when anything has changed. */
  readonly version: number;
  readonly filter: Filter;
  readonly setFilter: (part: Partial<Filter>) => void;
  /** The lines in sight. */
  readonly lines: readonly ReviewLine[];
  readonly selected: ReviewLine | undefined;
  readonly select: (id: string) => void;
  /** The selected proposal in full; undefined while it is asked for. */
  readonly detail: ReviewDetail | undefined;
  readonly detailError: string | null;
  /** Whether decisions can be made. */
  readonly canDecide: boolean;
  /** Whether a decision or Change is on its way. */
  readonly busy: boolean;
  /** The text of the selected proposal as it stands in the editor, where it differs from what is kept. */
  readonly draft: string | undefined;
  readonly setDraft: (text: string | undefined) => void;
  readonly editing: boolean;
  readonly setEditing: (on: boolean) => void;
  /** Decides on the selected proposal, with its text as it was changed, and goes on to the next open one. */
  readonly decide: (decision: Decision | null) => void;
  /** Several decisions at once. */
  readonly decideAll: (decisions: readonly ReviewDecision[]) => void;
  readonly undoDecision: (redo: boolean) => void;
  readonly apply: () => void;
  readonly undoApply: () => void;
  /** Runs a request; a failure is shown, and gives null. */
  readonly attempt: <T>(work: Promise<T>) => Promise<T | null>;
}

export const ReviewContext = createContext<ReviewModel | null>(null);

/** The review around a component. */
export function useReview(): ReviewModel {
  const review = useContext(ReviewContext);
  if (!review) throw new Error('useReview is for components inside the review view.');
  return review;
}
