/**
 * Counts over all memories and relations that cost as much as what has changed: slots never change and
 * an edit replaces them, so that comparing the lists of then and now tells what came and what went.
 */
import type { EdgeSlot } from '../text/edges';
import type { RecordSlot } from '../text/records';
import type { TextMemory } from '../text/textMemory';
import { align, differences } from './align';

/** Something counted over a text memory. */
export interface Count {
  /** Counts a memory, or with -1 takes it out of the count again. */
  record(slot: RecordSlot, by: 1 | -1): void;
  /** The same for a relation. */
  edge?(slot: EdgeSlot, by: 1 | -1): void;
  /** Whether the count can go on as the memory is now; otherwise a new one is started. */
  fits?(memory: TextMemory): boolean;
}

interface Kept<C> {
  readonly generation: number;
  readonly records: readonly RecordSlot[];
  readonly edges: readonly EdgeSlot[];
  readonly count: C;
}

/**
 * A function that gives a memory's count as it is now. It begins with `start` and everything counted;
 * later only what has come and gone since the last call is.
 */
export function keepCount<C extends Count>(start: (memory: TextMemory) => C): (memory: TextMemory) => C {
  const known = new WeakMap<TextMemory, Kept<C>>();
  return (memory) => {
    const kept = known.get(memory);
    if (kept?.generation === memory.generation) return kept.count;
    const before = kept?.count.fits?.(memory) === false ? undefined : kept;
    const records = slotsOf(memory);
    const edges = memory.edges.slots.slice();
    const count = before?.count ?? start(memory);
    // Should counting fail half-way, the next call begins anew.
    known.delete(memory);
    changes(before?.records ?? [], records, (slot, by) => count.record(slot, by));
    if (count.edge) changes(before?.edges ?? [], edges, (slot, by) => count.edge?.(slot, by));
    known.set(memory, { generation: memory.generation, records, edges, count });
    return count;
  };
}

/** A copy of all slots; of one collection by far the fastest way, and most files have just one. */
function slotsOf({ collections }: TextMemory): RecordSlot[] {
  const [only] = collections;
  return only && collections.length === 1
    ? only.sequence.slots.slice()
    : collections.flatMap(({ sequence }) => sequence.slots);
}

/**
 * Calls with everything that is new in a list (1) or gone from it (-1). `Object.is` does not look into the
 * objects as `===` does in V8, which over all memories is three times as fast.
 */
function changes<T>(before: readonly T[], after: readonly T[], report: (item: T, by: 1 | -1) => void): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && Object.is(before[start], after[start])) start++;
  let [oldEnd, end] = [before.length, after.length];
  while (oldEnd > start && end > start && Object.is(before[oldEnd - 1], after[end - 1])) {
    oldEnd--;
    end--;
  }
  const old = before.slice(start, oldEnd);
  const now = after.slice(start, end);
  const { added, removed } = differences(
    old,
    now,
    align(old, now, (a, b) => a === b),
  );
  for (const item of added) report(item, 1);
  for (const item of removed) report(item, -1);
}
