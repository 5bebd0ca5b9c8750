import { invertOps, type Change, type Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import { invertPatches, type Patch } from './patch';

/** A Change with what it did to the text; what drafts hold, and the journal after a save. */
export interface Edit {
  readonly change: Change;
  /** One patch for each operation. */
  readonly patches: readonly Patch[];
  /** Id of the change that this one takes back. */
  readonly undoes?: string | undefined;
  /** Id of the change that this one does again. */
  readonly redoes?: string | undefined;
}

/** Operations and patches that take an edit back. */
export function inverseOf(edit: Pick<Edit, 'change' | 'patches'>): { ops: Op[]; patches: Patch[] } {
  return { ops: invertOps(edit.change.ops), patches: invertPatches(edit.patches) };
}

/** Gives operations the keys that memories go by after a save gave some of them new ones. */
export function renameKeys(ops: readonly Op[], names: ReadonlyMap<MemoryKey, MemoryKey>): readonly Op[] {
  if (names.size === 0) return ops;
  const name = (key: MemoryKey): MemoryKey => names.get(key) ?? key;
  return ops.map((op) => {
    if ('edge' in op) return op;
    if (op.op === 'update') return { ...op, key: name(op.key) };
    return { ...op, key: name(op.key), previous: op.previous === null ? null : name(op.previous) };
  });
}
