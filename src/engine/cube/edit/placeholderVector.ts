import type { RawJson } from '../../base/json/types';
import { placeholderOf } from '../../model/placeholder';
import type { TextMemory } from '../text/textMemory';

/** JSON of a vector still to be made, or undefined where the file (or the collection) has no vectors. */
export function placeholderVector(memory: TextMemory, collection?: string): RawJson | undefined {
  if (memory.format === 'tree_text' || memory.format === 'naive_text') return undefined;
  let elsewhere: number | undefined;
  for (const row of memory.rows()) {
    if (!row.dimensions) continue;
    if (row.collection === collection) return placeholderOf(row.dimensions);
    elsewhere ??= row.dimensions;
  }
  return elsewhere === undefined ? undefined : placeholderOf(elsewhere);
}
