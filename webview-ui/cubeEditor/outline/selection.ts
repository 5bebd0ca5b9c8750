import type { Outline } from '../state/pages';

export interface Selection {
  readonly keys: readonly string[];
  readonly active: string | null;
}

/** All loaded rows between two indices, in order, ending with the second. */
export function range(outline: Outline, from: number, to: number): readonly string[] {
  const step = from <= to ? 1 : -1;
  const keys: string[] = [];
  for (let index = from; index !== to + step; index += step) {
    const row = outline.rows.get(index);
    if (row) keys.push(row.key);
  }
  return keys;
}

/**
 * The selection after pointing at a row, as everywhere in VS Code: Shift extends from the anchor, Ctrl or
 * Cmd adds or takes away, otherwise the row alone.
 */
export function pointAt(
  before: Selection,
  outline: Outline,
  index: number,
  anchor: number,
  how: { readonly shift: boolean; readonly toggle: boolean },
): Selection {
  const key = outline.rows.get(index)?.key;
  if (key === undefined) return before;
  if (how.shift && anchor >= 0) return { keys: range(outline, anchor, index), active: key };
  if (how.toggle) {
    const keys = before.keys.includes(key)
      ? before.keys.filter((other) => other !== key)
      : [...before.keys, key];
    return { keys, active: key };
  }
  return { keys: [key], active: key };
}
