import { createHash } from 'node:crypto';
import type { Edge } from '../model/memory';
import type { RecordSlot } from '../cube/text/records';
import type { TextMemory } from '../cube/text/textMemory';
import type { MirrorItem } from '../store/sqlite/mirror';
import { toTreeRecord } from './treeRecord';

/** Tells records apart by how they are written; 22 characters. */
export const markOf = (body: string): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 22);

/** A memory of a file as a mirror keeps it; its id in the store is its key. */
export function mirrorItem(memory: TextMemory, slot: RecordSlot, after?: string | null): MirrorItem {
  const body = memory.body(slot);
  return { id: slot.row.key, ...toTreeRecord(memory.format, body), mark: markOf(body), after };
}

/** All edges of a file, in their order. */
export const edgesOf = (memory: TextMemory): Edge[] => memory.edges.slots.map((slot) => slot.edge);

/** The edges that touch one of these ids, each once. */
export function edgesTouching(memory: TextMemory, ids: readonly string[]): Edge[] {
  const own = new Set(ids);
  return ids.flatMap((id) => [
    ...memory.edgesFrom(id),
    ...memory.edgesTo(id).filter((edge) => !own.has(edge.source)),
  ]);
}

/** The keys that stand right before these memories in the file. */
export function keysBefore(memory: TextMemory, keys: ReadonlySet<string>): Map<string, string | null> {
  const before = new Map<string, string | null>();
  let previous: string | null = null;
  for (const { row } of memory.slots()) {
    if (keys.has(row.key)) before.set(row.key, previous);
    previous = row.key;
  }
  return before;
}
