import { CELL } from './nodeSize';
import { packBoxes } from './packBoxes';
import type { Size } from './packBoxes';

export type Point = readonly [x: number, y: number];

/** Memories that the layout engine moves as one box, with the places of their dots inside it. */
export interface Block extends Size {
  readonly places: ReadonlyMap<string, Point>;
}

/** Memories in rows. Odd rows are shifted by half a cell, so that lines pass between the dots. */
export function gridBlock(keys: readonly string[], columns: number): Block {
  const places = new Map<string, Point>();
  const rows = Math.ceil(keys.length / columns);
  keys.forEach((key, index) => {
    const row = Math.floor(index / columns);
    const column = (index % columns) + (row % 2 === 1 ? 0.5 : 0);
    places.set(key, [(column + 0.5) * CELL.width, (row + 1 / 3) * CELL.height]);
  });
  const width = (Math.min(columns, keys.length) + (rows > 1 ? 0.5 : 0)) * CELL.width;
  return { width, height: rows * CELL.height, places };
}

/** Columns for so many leaves of one parent. */
export function leafColumns(count: number): number {
  return Math.min(12, Math.max(2, Math.ceil(Math.sqrt(count / 1.6))));
}

const GAP = 22;
const DROP = CELL.height + 14;

/**
 * A tree too large for one row a level: each parent stands over the middle of its children's boxes, which
 * are packed onto shelves. So a tree of thousands stays about as wide as high. Children already seen are
 * left out, which cuts cycles.
 */
export function treeBlock(
  key: string,
  childrenOf: (key: string) => readonly string[],
  aspect: number,
  seen: Set<string> = new Set(),
): Block {
  seen.add(key);
  const children = childrenOf(key).filter((child) => !seen.has(child));
  for (const child of children) seen.add(child);
  const leaves = children.filter((child) => childrenOf(child).length === 0);
  const inner = children.filter((child) => childrenOf(child).length > 0);
  const boxes = inner.map((child) => treeBlock(child, childrenOf, 1.5, seen));
  if (leaves.length > 0) boxes.unshift(gridBlock(leaves, leafColumns(leaves.length)));
  const corners = packBoxes(boxes, aspect, GAP);
  const width = Math.max(CELL.width, ...boxes.map((box, index) => (corners[index]?.[0] ?? 0) + box.width));
  const height = Math.max(
    CELL.height,
    ...boxes.map((box, index) => DROP + (corners[index]?.[1] ?? 0) + box.height),
  );
  const places = new Map<string, Point>([[key, [width / 2, CELL.height / 3]]]);
  boxes.forEach((box, index) => {
    const [left = 0, top = 0] = corners[index] ?? [];
    for (const [inside, [x, y]] of box.places) places.set(inside, [left + x, DROP + top + y]);
  });
  return { width, height, places };
}
