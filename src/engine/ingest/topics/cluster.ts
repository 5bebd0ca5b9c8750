/**
 * Grouping by neighbours (Butina, "Unsupervised data base clustering based on Daylight's fingerprint and Tanimoto
 * similarity", 1999): whatever has most neighbours gathers them, then the next of what is left. It needs no number
 * of groups, leaves alone what is like nothing, and gives the same groups whatever order things come in.
 */
import { cosine, type TermVector } from './termVector';

/** Something to be grouped. */
export interface Item {
  readonly id: string;
  readonly vector: TermVector;
}

/** Cosine from which two items are neighbours. */
export const NEIGHBOURS = 0.2;
/** MemOS makes a topic of at least so many memories (memos-interop §4.2) … */
export const SMALLEST = 4;
/** … and of at most so many. */
export const LARGEST = 20;

/** Terms that more items have than this lead to no neighbours: comparing all with all would cost too much. */
const COMMON = 400;

interface Neighbour {
  readonly id: string;
  readonly alike: number;
}

/** The groups, each with at least `SMALLEST` and at most `LARGEST` items, the nearest to its middle first. */
export function cluster(items: readonly Item[]): string[][] {
  const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const near = neighboursOf(sorted);
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

/** The neighbours of each item, nearest first. */
function neighboursOf(items: readonly Item[]): Map<string, readonly Neighbour[]> {
  const byTerm = new Map<string, Item[]>();
  for (const item of items) {
    for (const term of item.vector.keys()) {
      const list = byTerm.get(term);
      if (list) list.push(item);
      else byTerm.set(term, [item]);
    }
  }
  return new Map(
    items.map((item) => {
      const candidates = new Set<Item>();
      for (const term of item.vector.keys()) {
        const list = byTerm.get(term) ?? [];
        if (list.length <= COMMON) for (const other of list) candidates.add(other);
      }
      candidates.delete(item);
      const found = [...candidates]
        .map((other) => ({ id: other.id, alike: cosine(item.vector, other.vector) }))
        .filter(({ alike }) => alike >= NEIGHBOURS);
      return [item.id, found.sort(nearestFirst)];
    }),
  );
}

export const nearestFirst = (a: Neighbour, b: Neighbour): number =>
  b.alike - a.alike || (a.id < b.id ? -1 : 1);
