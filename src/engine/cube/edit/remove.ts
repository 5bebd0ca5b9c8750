import { toRaw } from '../../base/json/render';
import type { EditOf } from '../../model/edit';
import type { MemoryKey } from '../../model/memory';
import { forestOf } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';
import { existingKeys } from './checks';
import { Draft } from './draft';
import { reasonFor, type BuiltEdit } from './types';

/**
 * Takes memories out of use. `archived` and `deleted` set the status; `removed` takes the record and all
 * its relations away, and its children move up to its nearest ancestor that stays.
 */
export function remove(memory: TextMemory, edit: EditOf<'remove'>): BuiltEdit {
  const keys = existingKeys(memory, edit.keys);
  const draft = new Draft(memory);
  const titles = keys.map((key) => memory.row(key)!.title);
  if (edit.mode !== 'removed') {
    for (const key of keys) draft.set(key, ['metadata', 'status'], toRaw(edit.mode));
    const reason =
      edit.mode === 'archived'
        ? reasonFor(titles, 'Archive “{0}”', 'Archive {0} memories')
        : reasonFor(titles, 'Mark “{0}” as deleted', 'Mark {0} memories as deleted');
    return { ops: draft.ops(), keys, reason };
  }
  const gone = new Set(keys);
  const next = neighbour(memory, gone);
  for (const key of keys) draft.remove(key);
  if (memory.hasEdges) removeRelations(memory, gone, draft);
  const reason = reasonFor(titles, 'Remove “{0}”', 'Remove {0} memories');
  return { ops: draft.ops(), keys: next === undefined ? [] : [next], reason };
}

function removeRelations(memory: TextMemory, gone: ReadonlySet<MemoryKey>, draft: Draft): void {
  const forest = forestOf(memory);
  const ids = new Set([...gone].map((key) => memory.slot(key).row.id));
  for (const { id, key } of forest.rows) if (ids.has(id) && !gone.has(key)) ids.delete(id);
  const isGone = (at: number): boolean => ids.has(forest.rows[at]!.id);
  const orphans = new Set<number>();
  for (const id of ids) {
    for (const edge of memory.edgesTo(id)) draft.unlink(edge);
    for (const edge of memory.edgesFrom(id)) {
      draft.unlink(edge);
      const child = edge.type === 'PARENT' ? forest.ofId(edge.target) : -1;
      if (child >= 0 && !isGone(child)) orphans.add(child);
    }
  }
  for (const at of [...orphans].sort((a, b) => a - b)) {
    let up = forest.parent[at]!;
    while (up >= 0 && isGone(up)) up = forest.parent[up]!;
    const { id } = forest.rows[at]!;
    const stays = memory
      .edgesTo(id)
      .some(({ type, source }) => type === 'PARENT' && !ids.has(source) && forest.ofId(source) >= 0);
    if (up >= 0 && !stays) draft.link({ source: forest.rows[up]!.id, target: id, type: 'PARENT' });
  }
}

/** The first memory after those that go, else the last one before them. */
function neighbour(memory: TextMemory, gone: ReadonlySet<MemoryKey>): MemoryKey | undefined {
  const { rows } = forestOf(memory);
  const first = rows.findIndex(({ key }) => gone.has(key));
  const after = rows.slice(first).find(({ key }) => !gone.has(key));
  return (after ?? rows[first - 1])?.key;
}
