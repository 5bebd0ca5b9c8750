/**
 * The outline in the view: a total and the pages that have been fetched. Rows are asked for by generation;
 * an answer of another generation speaks of another list and is dropped.
 */
import type { OutlinePage, OutlineRow } from '../../../src/protocol/cubeEditor';

export const PAGE = 200;

export interface Outline {
  readonly generation: number;
  readonly total: number;
  readonly matches: number;
  /** Rows by their index in the outline. */
  readonly rows: ReadonlyMap<number, OutlineRow>;
  readonly indices: ReadonlyMap<string, number>;
}

/** The outline that the first page begins. */
export function startOutline(page: OutlinePage): Outline {
  return addPage(
    {
      generation: page.generation,
      total: page.total,
      matches: page.matches,
      rows: new Map(),
      indices: new Map(),
    },
    page,
  );
}

/** The outline with a page added; unchanged when the page is of another generation. */
export function addPage(outline: Outline, page: OutlinePage): Outline {
  if (page.generation !== outline.generation) return outline;
  const rows = new Map(outline.rows);
  const indices = new Map(outline.indices);
  page.rows.forEach((row, offset) => {
    rows.set(page.from + offset, row);
    indices.set(row.key, page.from + offset);
  });
  return { ...outline, rows, indices };
}

/** First index of each page that the range touches and that is not there yet. */
export function missingPages(outline: Outline, from: number, to: number): number[] {
  const missing: number[] = [];
  const last = Math.min(to, outline.total - 1);
  for (let page = Math.floor(Math.max(from, 0) / PAGE); page * PAGE <= last; page++) {
    const end = Math.min((page + 1) * PAGE, outline.total);
    for (let index = page * PAGE; index < end; index++) {
      if (outline.rows.has(index)) continue;
      missing.push(page * PAGE);
      break;
    }
  }
  return missing;
}

/** Index of the row that this one hangs under, or -1 for a row at the top or one whose parent is not loaded. */
export function parentIndex(outline: Outline, index: number): number {
  const depth = outline.rows.get(index)?.depth ?? 0;
  if (depth === 0) return -1;
  for (let above = index - 1; above >= 0; above--) {
    const row = outline.rows.get(above);
    if (!row) return -1;
    if (row.depth < depth) return above;
  }
  return -1;
}

/** Index of the sibling before or after this row, or -1. */
export function siblingIndex(outline: Outline, index: number, step: 1 | -1): number {
  const depth = outline.rows.get(index)?.depth;
  if (depth === undefined) return -1;
  for (let other = index + step; other >= 0 && other < outline.total; other += step) {
    const row = outline.rows.get(other);
    if (!row || row.depth < depth) return -1;
    if (row.depth === depth) return other;
  }
  return -1;
}

/** Whether the row `inner` lies under the row `outer`, or is it. */
export function liesUnder(outline: Outline, inner: number, outer: number): boolean {
  for (let index = inner; index >= 0; index = parentIndex(outline, index)) if (index === outer) return true;
  return false;
}
