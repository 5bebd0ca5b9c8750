import type { EngineContext } from '../base/context';
import type { RawJson } from '../base/json/types';
import type { CubeHistoryEntry } from '../cube/session/cubeHistory';
import type { HistoryEntry } from '../cube/session/history';
import type { Edit } from '../cube/journal/edit';
import { Journal, type JournalReport } from '../cube/journal/journal';
import { touchedKeys, type Change } from '../model/change';

/** The records that a change left, by id; null for a memory that it removed. */
export type Records = Readonly<Record<string, RawJson | null>>;

/**
 * What was changed here of a cube in a store: the hash-chained journal of cube folders, in a folder of the
 * extension's own. It tells of this person's changes; what others wrote into the store is not in it.
 */
export class LiveJournal {
  private readonly journal: Journal;
  private readonly session: string;

  /** @param folder nothing is created in it before the first change. */
  constructor(folder: string, context: EngineContext) {
    this.journal = new Journal(folder, () => context.now());
    this.session = context.newId();
  }

  /** Notes a change that the store has taken. */
  async note(change: Change, records: Records, undoes?: string): Promise<void> {
    const edit: Edit = { change, patches: [], ...(undoes === undefined ? {} : { undoes }) };
    const entry = { kind: 'change', file: 'store', session: this.session, ...edit, records } as const;
    await this.journal.exclusively(async () => {
      await this.journal.append(() => [entry]);
    });
  }

  /** What happened to a memory, newest first. */
  async history(id: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
    const found: HistoryEntry[] = [];
    for await (const { seq, change, undoes } of this.changes(signal)) {
      const ops = change.ops.filter((op) => touchedKeys(op).includes(id));
      if (ops.length === 0) continue;
      const { id: changeId, at, actor, reason } = change;
      found.push({ kind: 'change', seq, changeId, at, actor, reason, ops, saved: true, undoes, key: id });
    }
    return found.reverse();
  }

  /** What happened to the cube, newest first, at most `limit` entries. */
  async cubeHistory(limit: number, signal?: AbortSignal): Promise<CubeHistoryEntry[]> {
    const found: CubeHistoryEntry[] = [];
    for await (const { seq, change } of this.changes(signal)) {
      const { id: changeId, at, actor, reason, ops } = change;
      const keys = [...new Set(ops.flatMap(touchedKeys))];
      found.push({ changeId, seq, at, actor, reason, keys, saved: true });
    }
    return found.reverse().slice(0, limit);
  }

  /** The record of a memory right after a change; undefined where it did not exist or is not known. */
  async recordAt(id: string, changeId: string, signal?: AbortSignal): Promise<RawJson | undefined> {
    for await (const { change, records } of this.changes(signal)) {
      if (change.id === changeId) return records?.[id] ?? undefined;
    }
    return undefined;
  }

  /** Checks the chain. */
  verify(signal?: AbortSignal): Promise<JournalReport> {
    return this.journal.verify(signal);
  }

  private async *changes(signal?: AbortSignal) {
    for await (const entry of this.journal.entries(signal)) {
      if (entry.kind === 'change') yield entry;
    }
  }
}
