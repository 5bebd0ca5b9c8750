import type { MemoryRow } from '../../model/memory';
import type { Sort } from '../../model/query';

const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** An order of rows; `numbers` is undefined for the order of the file itself. */
export interface Order {
  readonly rows: readonly MemoryRow[];
  readonly sort: Sort;
  readonly numbers: Uint32Array | undefined;
}

/**
 * Sorts rows: equal ones keep the order of the file, unknown times and confidences come last. After an
 * edit `previous` spares the work: only the rows that have changed are put in their places anew.
 */
export function orderOf(rows: readonly MemoryRow[], sort: Sort, previous?: Order): Order {
  if (sort.by === 'file' && !sort.descending) return { rows, sort, numbers: undefined };
  if (previous && sameSort(previous.sort, sort) && previous.rows.length === rows.length) {
    const numbers = reorder(rows, previous, sort);
    if (numbers) return { rows, sort, numbers };
  }
  const ranks = ranksOf(rows, sort);
  const sign = sort.descending ? -1 : 1;
  const numbers = Uint32Array.from(rows, (_, at) => at).sort((a, b) => {
    const [x, y] = [ranks[a]!, ranks[b]!];
    return x === y ? a - b : x < y ? -sign : sign;
  });
  return { rows, sort, numbers };
}

export const sameSort = (a: Sort, b: Sort): boolean => a.by === b.by && a.descending === b.descending;

/** Above this many changed rows everything is sorted anew. */
const FEW = 500;

function reorder(rows: readonly MemoryRow[], previous: Order, sort: Sort): Uint32Array | undefined {
  const changed: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const [row, old] = [rows[at]!, previous.rows[at]!];
    if (row === old) continue;
    if (row.key !== old.key) return undefined;
    if (sort.by !== 'file' && row[sort.by] !== old[sort.by]) changed.push(at);
    if (changed.length > FEW) return undefined;
  }
  if (changed.length === 0) return previous.numbers;
  const value = (at: number) => valueOf(rows[at]!, at, sort);
  const sign = sort.descending ? -1 : 1;
  const compare = (a: number, b: number) => sign * compareValues(value(a), value(b)) || a - b;
  const moved = new Set(changed);
  const rest = previous.numbers!.filter((at) => !moved.has(at));
  changed.sort(compare);
  const numbers = new Uint32Array(rows.length);
  let [from, to] = [0, 0];
  for (const at of changed) {
    const place = placeOf(at, rest, compare);
    numbers.set(rest.subarray(from, place), to);
    to += place - from;
    from = place;
    numbers[to++] = at;
  }
  numbers.set(rest.subarray(from), to);
  return numbers;
}

/** Index before which a number belongs, by bisection. */
function placeOf(at: number, sorted: Uint32Array, compare: (a: number, b: number) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle]!, at) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a row is sorted by; unknown numbers are such that they come last. */
function valueOf(row: MemoryRow, at: number, { by, descending }: Sort): string | number {
  return by === 'file' ? at : (row[by] ?? (descending ? -Infinity : Infinity));
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What rows are sorted by as numbers; for texts the place among all different texts. */
function ranksOf(rows: readonly MemoryRow[], sort: Sort): Float64Array {
  const { by } = sort;
  if (by !== 'title' && by !== 'type' && by !== 'status') {
    return Float64Array.from(rows, (row, at) => Number(valueOf(row, at, sort)));
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
