import type { Edge } from '../../../src/engine/model/memory';
import type { Point } from './blocks';
import { CELL } from './nodeSize';

/**
 * Places without a layout engine, for when the worker cannot start: each memory in the row of its depth,
 * parents over the middle of their children. A cycle is cut where it is first met.
 */
export function simpleLayout(keys: readonly string[], edges: readonly Edge[]): Map<string, Point> {
  const known = new Set(keys);
  const children = new Map<string, string[]>();
  const hasParent = new Set<string>();
  for (const { source, target, type } of edges) {
    if (type !== 'PARENT' || !known.has(source) || !known.has(target) || hasParent.has(target)) continue;
    hasParent.add(target);
    children.set(source, [...(children.get(source) ?? []), target]);
  }
  const places = new Map<string, Point>();
  let next = 0;
  const place = (key: string, depth: number): number => {
    const y = depth * (CELL.height + 30);
    places.set(key, [next, y]);
    const below = (children.get(key) ?? []).filter((child) => !places.has(child));
    const columns = below.map((child) => place(child, depth + 1));
    const x = columns.length > 0 ? ((columns[0] ?? 0) + (columns.at(-1) ?? 0)) / 2 : next;
    if (columns.length === 0) next += CELL.width;
    places.set(key, [x, y]);
    return x;
  };
  for (const key of keys) if (!hasParent.has(key)) place(key, 0);
  for (const key of keys) if (!places.has(key)) place(key, 0);
  return places;
}
