/**
 * The vector of a record that has not been embedded yet, for the formats that keep vectors beside the
 * text. MemOS accepts a record without one (`VecDBItem.vector` is optional) but then fails to put it
 * into Qdrant, and with it every other memory of the file. Zeros of the file's dimension load, and no
 * search ever finds them (their cosine is 0). So: zeros where the file has vectors, none where it has
 * not.
 */
import type { RawJson } from '../../base/json/types';
import type { TextMemory } from '../text/textMemory';

/** JSON of the placeholder, or undefined where the file (or the collection) has no vectors. */
export function placeholderVector(memory: TextMemory, collection?: string): RawJson | undefined {
  if (memory.format === 'tree_text' || memory.format === 'naive_text') return undefined;
  let elsewhere: number | undefined;
  for (const row of memory.rows()) {
    if (!row.dimensions) continue;
    if (row.collection === collection) return zeros(row.dimensions);
    elsewhere ??= row.dimensions;
  }
  return elsewhere === undefined ? undefined : zeros(elsewhere);
}

/** Whether the JSON of a vector holds nothing but zeros. */
export function isPlaceholder(raw: RawJson): boolean {
  return /^\[[\s0.,]*0[\s0.,]*\]$/.test(raw);
}

const zeros = (dimensions: number): RawJson => `[${new Array<string>(dimensions).fill('0.0').join(', ')}]`;
