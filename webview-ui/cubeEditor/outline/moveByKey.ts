import { parentIndex, siblingIndex } from '../state/pages';
import type { Outline } from '../state/pages';

/**
 * New parent for a row moved by Alt+Shift+arrow: Right goes under the sibling above, Left out to the
 * grandparent, Up and Down under the sibling of the parent. Undefined when there is nowhere to go.
 */
export function parentByKey(outline: Outline, index: number, key: string): string | null | undefined {
  const parent = parentIndex(outline, index);
  if (key === 'ArrowRight') return keyAt(outline, siblingIndex(outline, index, -1));
  if (parent < 0) return undefined;
  if (key === 'ArrowLeft') return keyAt(outline, parentIndex(outline, parent)) ?? null;
  if (key === 'ArrowUp') return keyAt(outline, siblingIndex(outline, parent, -1));
  if (key === 'ArrowDown') return keyAt(outline, siblingIndex(outline, parent, 1));
  return undefined;
}

function keyAt(outline: Outline, index: number): string | undefined {
  return index < 0 ? undefined : outline.rows.get(index)?.key;
}
