import type { MemoryKey } from '../../model/memory';
import { KeyMaker } from '../text/records';
import type { TextMemory } from '../text/textMemory';

/** A memory's key and the key that it goes by from now on. */
export type Renaming = readonly (readonly [MemoryKey, MemoryKey])[];

/**
 * The memories that a new reading of the saved file would give other keys: their id was edited, or they
 * have no id of their own and others came or went before them.
 */
export function freshKeys(memory: TextMemory): Renaming {
  const keys = new KeyMaker();
  const renamed: [MemoryKey, MemoryKey][] = [];
  let position = 0;
  for (const { row } of memory.slots()) {
    const fresh = keys.next({ id: row.id }, position++);
    if (fresh !== row.key) renamed.push([row.key, fresh]);
  }
  return renamed;
}

/** Gives memories their new keys. Their places and texts stay. */
export function renameMemories(memory: TextMemory, renaming: Renaming): void {
  if (renaming.length === 0) return;
  const names = new Map(renaming);
  for (const { sequence } of memory.collections) {
    sequence.slots.forEach((slot, index) => {
      const key = names.get(slot.row.key);
      if (key !== undefined) sequence.slots[index] = { ...slot, row: { ...slot.row, key } };
    });
  }
  memory.byKey.clear();
  for (const slot of memory.slots()) memory.byKey.set(slot.row.key, slot);
}

/** The renaming that takes a renaming back. */
export const invertRenaming = (renaming: Renaming): Renaming => renaming.map(([from, to]) => [to, from]);
