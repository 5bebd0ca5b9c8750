import type { Point } from './blocks';

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The memory nearest in the direction of an arrow key; a step aside counts double. */
export function neighbourByKey(
  key: string,
  from: string | null,
  places: ReadonlyMap<string, Point>,
  visible: (key: string) => boolean,
): string | undefined {
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  const here = from === null ? undefined : places.get(from);
  if (!here) return [...places.keys()].find(visible);
  let best: string | undefined;
  let least = Infinity;
  for (const [other, [x, y]] of places) {
    if (other === from || !visible(other)) continue;
    const [dx, dy] = [x - here[0], y - here[1]];
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    if (along <= 1 || aside > along * 3) continue;
    if (along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
  }
  return best;
}
