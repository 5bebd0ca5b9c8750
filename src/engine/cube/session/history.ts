import { touchedKeys, type Actor, type Op } from '../../model/change';
import type { FieldPath, MemoryKey, TextFormat } from '../../model/memory';
import { fieldsOf, pathsOverlap, updatesBetween } from '../merge/diffRecord';
import { physicalPath } from '../text/layout';
import { stateAsOf } from './asOf';
import type { SessionCore } from './sessionCore';
import { REASONS } from './reasons';
import { timeline, type Moment } from './timeline';

/** Something that happened to one memory. */
export interface HistoryEntry {
  /** `gap`: somebody changed the file, and nobody knows whether this memory. */
  readonly kind: 'change' | 'external' | 'gap';
  /** Number in the journal; undefined while unsaved. */
  readonly seq: number | undefined;
  readonly changeId: string | undefined;
  readonly at: string;
  readonly actor: Actor;
  readonly reason: string;
  /** The operations that touch this memory. */
  readonly ops: readonly Op[];
  readonly saved: boolean;
  /** Id of the change that this one takes back. */
  readonly undoes: string | undefined;
  /** The key that the memory went by then. */
  readonly key: MemoryKey;
}

/** What happened to a memory, newest first. */
export async function historyOf(
  core: SessionCore,
  key: MemoryKey,
  signal?: AbortSignal,
): Promise<HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  let name = key;
  const common = { changeId: undefined, undoes: undefined, actor: 'external', saved: true } as const;
  for await (const step of timeline(core, signal)) {
    const { at, seq } = step;
    if (step.kind === 'edit') {
      const { change, undoes } = step.edit;
      const ops = touching(change.ops, name);
      if (ops.length === 0) continue;
      const { id: changeId, actor, reason } = change;
      const saved = seq !== undefined;
      found.push({ kind: 'change', seq, changeId, at, actor, reason, ops, saved, undoes, key: name });
    } else if (step.kind === 'gap') {
      found.push({ ...common, kind: 'gap', seq, at, reason: REASONS.outside, ops: [], key: name });
    } else if (step.version.kind === 'save') {
      name = step.version.renamed?.find(([, to]) => to === name)?.[0] ?? name;
    } else if (step.version.kind === 'external') {
      const { ops } = step.version.entry;
      const mine = touching(ops ?? [], name);
      if (ops && mine.length === 0) continue;
      const kind = ops ? 'external' : 'gap';
      found.push({ ...common, kind, seq, at, reason: REASONS.outside, ops: mine, key: name });
    }
  }
  return found;
}

const touching = (ops: readonly Op[], key: MemoryKey): Op[] =>
  ops.filter((op) => touchedKeys(op).includes(key));

/** The moment right after something happened. */
export function momentOf(entry: HistoryEntry): Moment {
  return entry.changeId === undefined ? { seq: entry.seq ?? 0 } : { change: entry.changeId };
}

/** The record as it read right after an entry; undefined where it did not exist then. */
export async function recordAt(
  core: SessionCore,
  entry: HistoryEntry,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { memory } = await stateAsOf(core, momentOf(entry), signal);
  return memory.has(entry.key) ? memory.text(entry.key) : undefined;
}

/** The operations that bring a memory back to what it was right after an entry. */
export async function restoringOps(
  core: SessionCore,
  key: MemoryKey,
  entry: HistoryEntry,
  signal?: AbortSignal,
): Promise<Op[]> {
  const past = await stateAsOf(core, momentOf(entry), signal);
  const { memory } = core;
  const then = past.memory.has(entry.key) ? past.memory.text(entry.key) : undefined;
  const now = memory.has(key) ? memory.text(key) : undefined;
  if (now !== undefined && then !== undefined) return updatesBetween(key, now, then, memory.format);
  const collection = (memory.row(key) ?? past.memory.row(entry.key))?.collection;
  const list = memory.collections.find((c) => c.collection === collection) ?? memory.collections[0];
  const slots = list?.sequence.slots ?? [];
  if (now !== undefined) {
    const previous = slots[slots.findIndex(({ row }) => row.key === key) - 1]?.row.key ?? null;
    return [{ op: 'remove', key, raw: now, previous, collection }];
  }
  if (then === undefined) return [];
  return [{ op: 'add', key, raw: then, previous: slots.at(-1)?.row.key ?? null, collection }];
}

/** Who last set a field, when and why; `entry` is undefined where the history does not reach back. */
export interface BlameLine {
  readonly path: FieldPath;
  readonly entry: HistoryEntry | undefined;
}

/** The fields of a memory, metadata member by member, with what last set each. */
export async function blameOf(
  core: SessionCore,
  key: MemoryKey,
  history?: readonly HistoryEntry[],
  signal?: AbortSignal,
): Promise<BlameLine[]> {
  const { memory } = core;
  const entries = history ?? (await historyOf(core, key, signal));
  return blameRecord(memory.text(key), memory.format, entries);
}

/** The fields of a record with what last set each, by the history of its memory, newest first. */
export function blameRecord(
  record: string,
  format: TextFormat,
  history: readonly HistoryEntry[],
): BlameLine[] {
  const fields = fieldsOf(record, format);
  const waiting = new Map(fields.map((path) => [JSON.stringify(path), physicalPath(format, path)]));
  const blamed = new Map<string, HistoryEntry>();
  const cancelled = new Set<string>();
  for (const entry of history) {
    if (entry.undoes !== undefined) cancelled.add(entry.undoes);
    if (entry.undoes !== undefined || cancelled.has(entry.changeId ?? '')) continue;
    for (const op of entry.ops) {
      if ('edge' in op || op.op === 'remove') continue;
      const path = op.op === 'update' ? physicalPath(format, op.path) : [];
      for (const [name, field] of waiting) {
        if (!pathsOverlap(path, field)) continue;
        blamed.set(name, entry);
        waiting.delete(name);
      }
    }
  }
  return fields.map((path) => ({ path, entry: blamed.get(JSON.stringify(path)) }));
}
