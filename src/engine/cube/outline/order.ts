import type { MemoryRow } from '../../model/memory';
import type { Sort, SortKey } from '../../model/query';
import { align } from './align';

/** An order of rows: their places in it; undefined for the order of the file itself. */
export interface Order {
  readonly rows: readonly MemoryRow[];
  readonly sort: Sort;
  readonly places: Uint32Array | undefined;
}

type Field = Exclude<SortKey, 'file'>;

const collator = new Intl.Collator('en', { sensitivity: 'base' });

export const sameSort = (a: Sort, b: Sort): boolean => a.by === b.by && a.descending === b.descending;

/**
 * Sorts rows: equal ones keep the order of the file, unknown times and confidences come last. After an
 * edit `previous` spares the work: only the rows that are new or changed are put in their places.
 */
export function orderOf(rows: readonly MemoryRow[], sort: Sort, previous?: Order): Order {
  const { by, descending } = sort;
  if (by === 'file') {
    return {
      rows,
      sort,
      places: descending ? Uint32Array.from(rows, (_, at) => rows.length - 1 - at) : undefined,
    };
  }
  const before = previous && sameSort(previous.sort, sort) ? previous : undefined;
  const places = before?.places && reorder(rows, before.rows, before.places, by, descending);
  return { rows, sort, places: places ?? sorted(rows, by, descending) };
}

function sorted(rows: readonly MemoryRow[], by: Field, descending: boolean): Uint32Array {
  const ranks = ranksOf(rows, by, descending);
  const sign = descending ? -1 : 1;
  return Uint32Array.from(rows, (_, at) => at).sort((a, b) => {
    const [x, y] = [ranks[a]!, ranks[b]!];
    return x === y ? a - b : x < y ? -sign : sign;
  });
}

/** Above this many changed rows everything is sorted anew. */
const FEW = 500;

function reorder(
  rows: readonly MemoryRow[],
  oldRows: readonly MemoryRow[],
  oldPlaces: Uint32Array,
  by: Field,
  descending: boolean,
): Uint32Array | undefined {
  const from = align(oldRows, rows, (a, b) => a === b || a.key === b.key);
  const stays = new Int32Array(oldRows.length).fill(-1);
  const changed: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const old = oldRows[from[at]!];
    if (old && (old === rows[at] || old[by] === rows[at]![by])) stays[from[at]!] = at;
    else if (changed.push(at) > FEW) return undefined;
  }
  if (changed.length === 0 && oldRows.length === rows.length) return oldPlaces;
  const rest = oldPlaces.map((old) => stays[old]!).filter((at) => at !== 0xffffffff);
  const value = (at: number) => valueOf(rows[at]!, by, descending);
  const sign = descending ? -1 : 1;
  const compare = (a: number, b: number): number => sign * compareValues(value(a), value(b)) || a - b;
  const places = new Uint32Array(rows.length);
  let [taken, to] = [0, 0];
  for (const at of changed.sort(compare)) {
    const place = bisect(at, rest, compare);
    places.set(rest.subarray(taken, place), to);
    to += place - taken;
    taken = place;
    places[to++] = at;
  }
  places.set(rest.subarray(taken), to);
  return places;
}

/** Index before which a row belongs. */
function bisect(at: number, places: Uint32Array, compare: (a: number, b: number) => number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(places[middle]!, at) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a row is sorted by; unknown numbers are such that they come last. */
function valueOf(row: MemoryRow, by: Field, descending: boolean): string | number {
  return row[by] ?? (descending ? -Infinity : Infinity);
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What rows are sorted by as numbers; for texts the place among all different texts. */
function ranksOf(rows: readonly MemoryRow[], by: Field, descending: boolean): Float64Array {
  if (by !== 'title' && by !== 'type' && by !== 'status') {
    return Float64Array.from(rows, (row) => Number(valueOf(row, by, descending)));
  }
  const texts = [...new Set(rows.map((row) => row[by]))].sort(collator.compare);
  const rank = new Map<string, number>();
  let place = -1;
  for (const [at, text] of texts.entries()) {
    if (at === 0 || collator.compare(texts[at - 1]!, text) !== 0) place++;
    rank.set(text, place);
  }
  return Float64Array.from(rows, (row) => rank.get(row[by])!);
}
