/** The children of every memory, in one order, as two arrays: where each list starts, and the lists. */
export interface Children {
  /** `start[n]` to `start[n + 1]` is the list of memory n; the tops stand under the number `count`. */
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/**
 * Lists the children of each memory in the order given (numbers of all memories to list; file order
 * where it is left out). Memories that are not in `order` are left out.
 */
export function listChildren(parent: Int32Array, order?: ArrayLike<number>): Children {
  const count = parent.length;
  const length = order ? order.length : count;
  const start = new Int32Array(count + 2);
  for (let i = 0; i < length; i++) start[group(order ? order[i]! : i) + 1]!++;
  for (let i = 0; i <= count; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const list = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const at = order ? order[i]! : i;
    list[next[group(at)]!++] = at;
  }
  return { start, list };

  function group(at: number): number {
    const up = parent[at]!;
    return up < 0 ? count : up;
  }
}

/** Number of children of a memory. */
export const childCount = ({ start }: Children, at: number): number => start[at + 1]! - start[at]!;
