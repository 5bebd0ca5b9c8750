/**
 * Carrying unsaved edits over to a file that has changed meanwhile: edit by edit, so that each keeps its
 * author, reason and time.
 */
import { StudioError } from '../../base/errors';
import type { Op } from '../../model/change';
import type { Edit } from '../journal/edit';
import { applyPatches, applyWithPatches, type Patch } from '../journal/patch';
import type { Rejected } from '../journal/draft';
import { Rebase } from '../merge/rebase';
import { applyOps, type Applied } from '../text/applyOps';
import type { TextMemory } from '../text/textMemory';

export interface Carried {
  readonly edit: Edit;
  readonly applied: Applied;
}

export interface CarryResult {
  readonly carried: Carried[];
  readonly rejected: Rejected[];
  readonly rebase: Rebase;
}

/** Applies edits to `target` as far as they fit. */
export function carryOver(target: TextMemory, edits: readonly Edit[]): CarryResult {
  const rebase = new Rebase(target);
  const carried: Carried[] = [];
  const rejected: Rejected[] = [];
  for (const edit of edits) {
    const parts: { applied: Applied; patches: Patch[] }[] = [];
    let reason: string | undefined;
    for (const op of edit.change.ops) {
      try {
        const part = rebase.carry(op, (ops) => applyWithPatches(target, ops));
        if (part) parts.push(part);
        else if (rebase.holdsBack(op)) reason ??= 'The memory was changed elsewhere meanwhile.';
      } catch (error) {
        if (!(error instanceof StudioError || error instanceof TypeError)) throw error;
        reason ??= error.message;
      }
    }
    if (reason !== undefined) rejected.push({ edit, reason });
    const ops: Op[] = parts.flatMap((part) => part.applied.ops);
    if (ops.length === 0) continue;
    const patches = parts.flatMap((part) => part.patches);
    carried.push({
      edit: { ...edit, change: { ...edit.change, ops }, patches },
      applied: { ops, steps: parts.flatMap((part) => part.applied.steps) },
    });
  }
  return { carried, rejected, rebase };
}

/** Applies edits to the very content that they were made on; stops at the first that does not fit. */
export function replay(memory: TextMemory, edits: readonly Edit[]): Carried[] {
  const done: Carried[] = [];
  for (const edit of edits) {
    const patched = applyPatches(memory, edit.change.ops, edit.patches);
    if (!patched) break;
    done.push({ edit, applied: patched.applied });
  }
  return done;
}

/** Applies operations one by one; returns how many do not fit. */
export function applyWhatFits(memory: TextMemory, ops: readonly Op[]): number {
  let left = 0;
  for (const op of ops) {
    try {
      applyOps(memory, [op]);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      left++;
    }
  }
  return left;
}
