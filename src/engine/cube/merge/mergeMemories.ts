import type { Op } from '../../model/change';
import { applyOps, revertOps, type Applied } from '../text/applyOps';
import type { TextMemory } from '../text/textMemory';
import { conflictsAt, type Conflict } from './conflict';
import { diff } from './diff';
import { Rebase } from './rebase';

export interface Merge {
  /** Applied to `theirs`, they bring in what `ours` changed. */
  readonly ops: readonly Op[];
  readonly conflicts: readonly Conflict[];
}

/** Three-way merge by memory and field; relations merge as a set. None of the three is changed. */
export function mergeMemories(base: TextMemory, ours: TextMemory, theirs: TextMemory): Merge {
  const rebase = new Rebase(theirs);
  const done: Applied[] = [];
  try {
    for (const op of diff(base, ours)) {
      const applied = rebase.carry(op, (ops) => applyOps(theirs, ops));
      if (applied) done.push(applied);
    }
  } finally {
    for (const applied of done.toReversed()) revertOps(theirs, applied);
  }
  const conflicts = conflictsAt(rebase.places(), base, ours, theirs);
  return { ops: done.flatMap((applied) => applied.ops), conflicts };
}
