import { alikeness, type About } from './about';

/** Something to be grouped. */
export interface Item {
  readonly id: string;
  readonly about: About;
}

/** Another item and how alike it is. */
export interface Neighbour {
  readonly id: string;
  readonly alike: number;
}

export const nearestFirst = (a: Neighbour, b: Neighbour): number =>
  b.alike - a.alike || (a.id < b.id ? -1 : 1);

/** The neighbours of each item by this cosine at least, nearest first. */
export function neighboursOf(items: readonly Item[], least: number): Map<string, readonly Neighbour[]> {
  const candidates = items.every(({ about }) => about.meaning) ? bySigns(items, least) : byTerms(items);
  return new Map(
    items.map((item) => {
      const found = candidates(item)
        .map((other) => ({ id: other.id, alike: alikeness(item.about, other.about) }))
        .filter(({ id, alike }) => id !== item.id && alike >= least);
      return [item.id, found.sort(nearestFirst)];
    }),
  );
}

/** Terms that more items have than this lead to no neighbours: comparing all with all would cost too much. */
const COMMON = 400;

function byTerms(items: readonly Item[]): (item: Item) => Item[] {
  const byTerm = new Map<string, Item[]>();
  for (const item of items) {
    for (const term of item.about.terms.keys()) {
      const list = byTerm.get(term);
      if (list) list.push(item);
      else byTerm.set(term, [item]);
    }
  }
  return (item) => {
    const found = new Set<Item>();
    for (const term of item.about.terms.keys()) {
      const list = byTerm.get(term) ?? [];
      if (list.length <= COMMON) for (const other of list) found.add(other);
    }
    return [...found];
  };
}

/** Share of signs that may differ beyond what the angle makes expect, so that few neighbours are missed. */
const SLACK = 0.1;

/**
 * Items whose components agree in sign often enough: two vectors at an angle differ in about angle/π of their signs
 * (Charikar, 2002), which is counted many times faster than a cosine.
 */
function bySigns(items: readonly Item[], least: number): (item: Item) => Item[] {
  const signs = new Map(items.map((item) => [item, signsOf(item.about.meaning ?? new Float32Array())]));
  const all = [...signs];
  return (item) => {
    const own = signs.get(item) ?? new Uint32Array();
    const dimensions = item.about.meaning?.length ?? 0;
    const most = dimensions * (Math.acos(Math.min(1, least)) / Math.PI + SLACK);
    return all.flatMap(([other, theirs]) => (differing(own, theirs) <= most ? [other] : []));
  };
}

function signsOf(vector: Float32Array): Uint32Array {
  const signs = new Uint32Array(Math.ceil(vector.length / 32));
  vector.forEach((value, at) => {
    if (value > 0) signs[at >> 5] = (signs[at >> 5] ?? 0) | (1 << (at & 31));
  });
  return signs;
}

/** How many bits differ. */
function differing(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) {
    let bits = (a[at] ?? 0) ^ (b[at] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}
