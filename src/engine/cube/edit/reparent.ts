import { StudioError } from '../../base/errors';
import type { EditOf } from '../../model/edit';
import type { MemoryKey } from '../../model/memory';
import { forestOf } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';
import { descendants, existingKeys, relationId, wantEdges } from './checks';
import { Draft } from './draft';
import { reasonFor, type BuiltEdit } from './types';

/**
 * Moves memories under another one, or with null to the top: every PARENT relation to them goes, one
 * comes. A selected memory below another selected one moves along with it.
 */
export function reparent(memory: TextMemory, edit: EditOf<'reparent'>): BuiltEdit {
  wantEdges(memory);
  const keys = topmost(memory, existingKeys(memory, edit.keys));
  const parent = edit.parent === null ? null : relationId(memory, edit.parent);
  const draft = new Draft(memory);
  for (const key of keys) {
    const target = relationId(memory, key);
    if (parent !== null) {
      refuseCycle(memory, parent, target);
      draft.link({ source: parent, target, type: 'PARENT' });
    }
    for (const edge of memory.edgesTo(target)) {
      if (edge.type === 'PARENT' && edge.source !== parent) draft.unlink(edge);
    }
  }
  const titles = keys.map((key) => memory.row(key)!.title);
  const reason =
    edit.parent === null
      ? reasonFor(titles, 'Move “{0}” to the top', 'Move {0} memories to the top')
      : reasonFor(titles, 'Move “{0}” under “{1}”', 'Move {0} memories under “{1}”');
  const args = edit.parent === null ? reason.args : [...reason.args, memory.row(edit.parent)!.title];
  return { ops: draft.ops(), keys, reason: { ...reason, args } };
}

/** Refuses a PARENT relation that would make a memory its own ancestor. */
export function refuseCycle(memory: TextMemory, parent: string, child: string): void {
  if (!descendants(memory, [child]).has(parent)) return;
  const message =
    parent === child
      ? 'A memory cannot be its own parent.'
      : 'A memory cannot be put below one of its own descendants.';
  throw new StudioError('bad-argument', message, { remedy: 'Choose a parent outside of it.' });
}

function topmost(memory: TextMemory, keys: readonly MemoryKey[]): MemoryKey[] {
  const forest = forestOf(memory);
  const selected = new Set(keys.map((key) => forest.of(key)));
  return keys.filter((key) => !forest.ancestors(forest.of(key)).some((up) => selected.has(up)));
}
