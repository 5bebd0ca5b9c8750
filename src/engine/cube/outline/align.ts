/** So far is looked for where two lists go on alike after a difference. */
const WINDOW = 1024;

/**
 * For each item of a list its index in an earlier version of the list, or -1 for a new one; order is
 * kept, so both lists are walked once side by side. Meant for lists that differ in few places: where
 * they do not go on alike within a window, items count as replaced.
 */
export function align<T>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): Int32Array {
  const from = new Int32Array(after.length).fill(-1);
  let [oldEnd, end] = [before.length, after.length];
  while (oldEnd > 0 && end > 0 && same(before[oldEnd - 1]!, after[end - 1]!)) from[--end] = --oldEnd;
  let [old, now] = [0, 0];
  while (now < end && old < oldEnd) {
    if (!same(before[old]!, after[now]!)) {
      const [skipOld, skipNow] = nextMatch(before, old, after, now, same);
      old += skipOld;
      now += skipNow;
      if (now >= end || old >= oldEnd) break;
    }
    from[now++] = old++;
  }
  return from;
}

/** How much to skip on each side to the next pair that is the same; both ends where there is none. */
function nextMatch<T>(
  before: readonly T[],
  old: number,
  after: readonly T[],
  now: number,
  same: (a: T, b: T) => boolean,
): [skipOld: number, skipNow: number] {
  for (let skip = 1; skip <= WINDOW; skip++) {
    const [oldItem, newItem] = [before[old + skip], after[now + skip]];
    if (oldItem !== undefined && after[now] !== undefined && same(oldItem, after[now]!)) return [skip, 0];
    if (newItem !== undefined && before[old] !== undefined && same(before[old]!, newItem)) return [0, skip];
    if (oldItem !== undefined && newItem !== undefined && same(oldItem, newItem)) return [skip, skip];
  }
  return [before.length - old, after.length - now];
}

/** What is new in a list and what is gone from its earlier version. */
export function differences<T>(before: readonly T[], after: readonly T[], from: Int32Array) {
  const kept = new Uint8Array(before.length);
  const added: T[] = [];
  for (const [at, old] of from.entries()) {
    if (old >= 0) kept[old] = 1;
    else added.push(after[at]!);
  }
  const removed = before.filter((_, at) => kept[at] === 0);
  return { added, removed };
}

/** Whether nothing has moved, come or gone. */
export function isUnchanged(before: { readonly length: number }, from: Int32Array): boolean {
  return before.length === from.length && from.every((old, at) => old === at);
}
