import type { EdgeOp, Op, RecordOp } from '../../model/change';
import type { Edge, MemoryKey } from '../../model/memory';
import type { RecordSlot } from '../text/records';
import type { TextMemory } from '../text/textMemory';
import { updatesBetween } from './diffRecord';
import { matchRecords } from './matchRecords';

/**
 * The operations that turn `a` into `b`: field by field, memory by memory, relation by relation. The order
 * of memories, the layout and members outside the lists do not count. Keys are those of `a`; a memory that
 * is new keeps its key of `b` unless `a` uses it for another.
 */
export function diff(a: TextMemory, b: TextMemory): Op[] {
  const matches = matchRecords(a, b);
  const back = new Map([...matches].map(([left, right]) => [right, left]));
  const updates: Op[] = [];
  for (const [left, right] of matches) {
    if (sameBody(a, a.slot(left), b, b.slot(right))) continue;
    updates.push(...updatesBetween(left, a.text(left), b.text(right), b.format));
  }
  return [...updates, ...removals(a, matches), ...additions(a, b, back), ...edgeChanges(a, b)];
}

/** Whether two records read the same, decided on their bytes where they stand in their files unchanged. */
function sameBody(a: TextMemory, left: RecordSlot, b: TextMemory, right: RecordSlot): boolean {
  if (left === right) return true;
  if (left.text !== undefined || right.text !== undefined) return a.body(left) === b.body(right);
  return a.bytes.compare(b.bytes, right.start, right.end, left.start, left.end) === 0;
}

/** Last first, so that taking them back meets each predecessor. */
function removals(a: TextMemory, matches: ReadonlyMap<MemoryKey, MemoryKey>): RecordOp[] {
  const ops: RecordOp[] = [];
  for (const { collection, sequence } of a.collections) {
    let previous: MemoryKey | null = null;
    for (const { row } of sequence.slots) {
      if (!matches.has(row.key)) {
        ops.push({ op: 'remove', key: row.key, raw: a.text(row.key), previous, collection });
      }
      previous = row.key;
    }
  }
  return ops.reverse();
}

function additions(a: TextMemory, b: TextMemory, back: ReadonlyMap<MemoryKey, MemoryKey>): RecordOp[] {
  const ops: RecordOp[] = [];
  const names = new Set<MemoryKey>();
  const freeName = (key: MemoryKey): MemoryKey => {
    let name = key;
    for (let n = 2; a.has(name) || names.has(name); n++) name = `${key}~${n}`;
    names.add(name);
    return name;
  };
  for (const { collection, sequence } of b.collections) {
    let previous: MemoryKey | null = null;
    for (const { row } of sequence.slots) {
      const known = back.get(row.key);
      const key = known ?? freeName(row.key);
      if (known === undefined) ops.push({ op: 'add', key, raw: b.text(row.key), previous, collection });
      previous = key;
    }
  }
  return ops;
}

/** Relations count as a set; the same relation written twice counts once. */
function edgeChanges(a: TextMemory, b: TextMemory): EdgeOp[] {
  const before = edgesOf(a);
  const after = edgesOf(b);
  const ops: EdgeOp[] = [];
  for (const [name, found] of [...before].reverse()) {
    if (!after.has(name)) ops.push({ op: 'unlink', ...found });
  }
  for (const [name, found] of after) {
    if (!before.has(name)) ops.push({ op: 'link', ...found, index: a.edges.slots.length + ops.length });
  }
  return ops;
}

export const edgeName = (edge: Edge): string => JSON.stringify([edge.source, edge.type, edge.target]);

function edgesOf(memory: TextMemory): Map<string, { edge: Edge; index: number; raw: string }> {
  const found = new Map<string, { edge: Edge; index: number; raw: string }>();
  memory.edges.slots.forEach((slot, index) => {
    const name = edgeName(slot.edge);
    if (!found.has(name)) found.set(name, { edge: slot.edge, index, raw: memory.body(slot) });
  });
  return found;
}
