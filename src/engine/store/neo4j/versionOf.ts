import { createHash } from 'node:crypto';
import type { RawJson } from '../../base/json/types';

/**
 * The version of a memory: a hash of all it holds, its vector apart. MemOS keeps no counter that every writer
 * raises, so only the content itself tells whether somebody wrote.
 */
export function versionOf(raw: RawJson): string {
  return createHash('sha256').update(raw).digest('hex').slice(0, 32);
}

/** The hash of a text that a vector is made from. */
export function textHashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
