import type { Change, Op } from '../../model/change';
import type { Edit } from '../journal/edit';
import type { Patch } from '../journal/patch';
import type { Applied } from '../text/applyOps';
import type { TextMemory } from '../text/textMemory';

/** What taking a change back exactly needs to know; for the session alone. */
export interface AppliedState {
  readonly applied: Applied;
  readonly ops: readonly Op[];
  readonly patches: readonly Patch[];
  readonly memory: TextMemory;
  /** Number of renamings of memories that there had been. */
  readonly epoch: number;
}

/** A change that was made in a session; hand it to `undo` and `redo`. */
export class AppliedChange {
  /** Whether it is taken back at present. */
  undone = false;

  constructor(
    readonly change: Change,
    /** For the session alone. */
    public state: AppliedState,
  ) {}
}

/** An unsaved edit of a session. */
export interface UnsavedEdit {
  readonly edit: Edit;
  readonly applied: Applied;
  /** Whether its line in the draft is flushed. */
  safe: boolean;
  /** Whether it was taken back because its line could not be written. */
  failed: boolean;
}

/**
 * The unsaved edits that count: a change and the undo that took it back exactly cancel each other out.
 */
export function countingEdits<T extends { readonly edit: Edit }>(edits: readonly T[]): T[] {
  const made = new Map<string, T>();
  for (const item of edits) {
    const { change, undoes } = item.edit;
    if (undoes === undefined || !made.delete(undoes)) made.set(item.edit.redoes ?? change.id, item);
  }
  return [...made.values()];
}
