/**
 * The vector of a record that has not been embedded yet, for the formats that keep vectors beside the
 * text. MemOS accepts a record without one (`VecDBItem.vector` is optional) but then fails to put it
 * into Qdrant, and with it every other memory of the file. Zeros of the file's dimension load, and no
 * search finds them before others (their cosine is 0). So zeros mean: still to be made.
 */
import type { RawJson } from '../base/json/types';

/** JSON of a placeholder. */
export function placeholderOf(dimensions: number): RawJson {
  return `[${new Array<string>(dimensions).fill('0.0').join(', ')}]`;
}

/** Whether the JSON of a vector holds nothing but zeros. */
export function isPlaceholder(raw: RawJson): boolean {
  return /^\[[\s0.,]+\]$/.test(raw) && raw.includes('0');
}
