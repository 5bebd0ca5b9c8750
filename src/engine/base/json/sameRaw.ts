import { renderRaw } from './render';
import type { RawJson } from './types';

/** Whether two raw values are the same, as written or as data. */
export function sameRaw(a: RawJson | null, b: RawJson | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return renderRaw(a, FLAT) === renderRaw(b, FLAT);
}

const FLAT = { indent: '', newline: '\n', afterColon: '', afterComma: '' } as const;
