import type { TextMemory } from '../cube/text/textMemory';
import type { RecordSlot } from '../cube/text/records';
import type { SqliteStore } from '../store/sqlite/sqliteStore';
import { edgesOf, edgesTouching, keysBefore, markOf, mirrorItem } from './mirrorItems';

export interface SyncOptions {
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

const PORTION = 500;
/** What a mirror says while it is being brought up to date. */
const BETWEEN = '';

/** Makes a store equal to a text memory, whatever it held; only what differs is written. */
export async function syncAll(
  store: SqliteStore,
  memory: TextMemory,
  state: string,
  options: SyncOptions = {},
): Promise<void> {
  const { signal, onProgress } = options;
  const marks = store.marks();
  const changed: RecordSlot[] = [];
  const order: string[] = [];
  for (const slot of memory.slots()) {
    const { key } = slot.row;
    order.push(key);
    if (marks.get(key) !== markOf(memory.body(slot))) changed.push(slot);
    if (order.length % (PORTION * 4) === 0) await breathe(signal);
  }
  const remove = [...marks.keys()].filter((key) => !memory.has(key));
  for (let at = 0; at < changed.length; at += PORTION) {
    const put = changed.slice(at, at + PORTION).map((slot) => mirrorItem(memory, slot));
    await store.mirror({ put, remove: [], state: BETWEEN }, signal);
    onProgress?.(Math.min(1, (at + PORTION) / changed.length) * 0.95);
    await breathe(signal);
  }
  await store.mirror({ put: [], remove, order, edges: { list: edgesOf(memory) }, state }, signal);
  onProgress?.(1);
}

/** Brings these memories, and the edges that touch them, to what the text memory holds. */
export async function syncSome(
  store: SqliteStore,
  memory: TextMemory,
  keys: readonly string[],
  state: string,
): Promise<void> {
  const before = keysBefore(memory, new Set(keys));
  const present = [...before].map(([key, after]) => mirrorItem(memory, memory.slot(key), after));
  const remove = keys.filter((key) => !before.has(key));
  const ids = [...new Set([...keys, ...present.map((item) => memory.slot(item.id).row.id)])];
  const edges = { of: ids, list: edgesTouching(memory, ids) };
  await store.mirror({ put: present, remove, edges, state });
}

async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
