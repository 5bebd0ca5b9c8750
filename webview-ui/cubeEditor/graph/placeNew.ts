import type { Edge } from '../../../src/engine/model/memory';
import type { Point } from './blocks';
import { CELL } from './nodeSize';

/**
 * Places for memories that come into an arranged picture, without moving what is there: in a free cell
 * below a neighbour, else in rows under everything.
 */
export function placeNew(
  keys: readonly string[],
  edges: readonly Edge[],
  placed: ReadonlyMap<string, Point>,
): Map<string, Point> {
  const places = new Map(placed);
  const taken = new Set([...placed.values()].map(cellOf));
  let waiting = keys.filter((key) => !places.has(key));
  for (let found = true; found && waiting.length > 0;) {
    found = false;
    const still: string[] = [];
    for (const key of waiting) {
      const anchor = neighbour(key, edges, places);
      if (!anchor) {
        still.push(key);
        continue;
      }
      found = true;
      put(key, freeBelow(anchor, taken), places, taken);
    }
    waiting = still;
  }
  const bottom = Math.max(0, ...[...places.values()].map(([, y]) => y)) + CELL.height * 1.5;
  const columns = Math.max(4, Math.ceil(Math.sqrt(waiting.length)));
  waiting.forEach((key, index) => {
    const [x, y] = [(index % columns) * CELL.width, bottom + Math.floor(index / columns) * CELL.height];
    put(key, [x, y], places, taken);
  });
  return places;
}

function put(key: string, point: Point, places: Map<string, Point>, taken: Set<string>): void {
  places.set(key, point);
  taken.add(cellOf(point));
}

function neighbour(
  key: string,
  edges: readonly Edge[],
  places: ReadonlyMap<string, Point>,
): Point | undefined {
  let other: Point | undefined;
  for (const { source, target, type } of edges) {
    const point = source === key ? places.get(target) : target === key ? places.get(source) : undefined;
    if (point && type === 'PARENT') return point;
    other ??= point;
  }
  return other;
}

function freeBelow([x, y]: Point, taken: ReadonlySet<string>): Point {
  for (let row = 1; ; row++) {
    for (let step = 0; step <= row + 2; step++) {
      for (const side of step === 0 ? [0] : [-step, step]) {
        const point: Point = [x + side * CELL.width, y + row * (CELL.height + 24)];
        if (!taken.has(cellOf(point))) return point;
      }
    }
  }
}

const cellOf = ([x, y]: Point): string => `${Math.round(x / CELL.width)} ${Math.round(y / CELL.height)}`;
