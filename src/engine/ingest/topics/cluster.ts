/**
 * Grouping by neighbours (Butina, "Unsupervised data base clustering based on Daylight's fingerprint and Tanimoto
 * similarity", 1999): whatever has most neighbours gathers them, then the next of what is left. It needs no number
 * of groups, leaves alone what is like nothing, and gives the same groups whatever order things come in.
 */
import { neighboursOf, type Item } from './neighbours';

/** MemOS makes a topic of at least so many memories (memos-interop §4.2) … */
export const SMALLEST = 4;
/** … and of at most so many. */
export const LARGEST = 20;

/** The groups, each with at least `SMALLEST` and at most `LARGEST` items, the nearest to its middle first. */
export function cluster(items: readonly Item[], least: number): string[][] {
  const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const near = neighboursOf(sorted, least);
  const order = sorted.toSorted((a, b) => (near.get(b.id)?.length ?? 0) - (near.get(a.id)?.length ?? 0));
  const free = new Set(sorted.map(({ id }) => id));
  const groups: string[][] = [];
  for (const { id } of order) {
    if (!free.has(id)) continue;
    const others = (near.get(id) ?? []).filter((other) => free.has(other.id)).slice(0, LARGEST - 1);
    if (others.length + 1 < SMALLEST) continue;
    const group = [id, ...others.map((other) => other.id)];
    for (const member of group) free.delete(member);
    groups.push(group);
  }
  return groups;
}
