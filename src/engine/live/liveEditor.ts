import type { EngineContext } from '../base/context';
import { StudioError } from '../base/errors';
import type { RawJson } from '../base/json/types';
import { buildEdit } from '../cube/edit/buildEdit';
import type { BuiltEdit } from '../cube/edit/types';
import { Mutex } from '../cube/session/mutex';
import { REASONS } from '../cube/session/reasons';
import { invertOps, touchedKeys, type Actor, type Change, type Op } from '../model/change';
import type { Edit } from '../model/edit';
import type { StoredMemory } from '../model/store';
import type { MemoryStore } from '../store/port';
import { changedUnderneath, fieldOf, LiveConflict } from './liveConflict';
import { scopeOf, type Scope } from './editScope';
import type { LiveJournal, Records } from './liveJournal';

/** Memories of which is kept how they were last seen. */
const MOST_SEEN = 5000;

/** A change that the store has taken; hand it to `undo` and `redo`. */
export interface LiveChange {
  readonly change: Change;
}

/** Edits a cube in a store, one edit after the other. */
export class LiveEditor {
  private readonly mutex = new Mutex();
  private readonly seen = new Map<string, RawJson>();
  /** Versions of memories after this editor's last write to them. */
  private readonly own = new Map<string, string | null>();

  constructor(
    private readonly store: MemoryStore,
    private readonly context: EngineContext,
    private readonly journal: LiveJournal,
  ) {}

  /** Notes memories that were shown to a person: edits from now on are based on them. */
  saw(memories: readonly StoredMemory[]): void {
    for (const { id, raw } of memories) {
      this.seen.delete(id);
      this.seen.set(id, raw);
    }
    for (const id of this.seen.keys()) {
      if (this.seen.size <= MOST_SEEN) break;
      this.seen.delete(id);
    }
  }

  /**
   * Works an edit out on the present state and hands it to `write`, which is to call `apply`. Throws as
   * `buildEdit` does, and LiveConflict where somebody else changed what the person saw.
   */
  async build(edit: Edit, signal?: AbortSignal): Promise<BuiltEdit & { readonly scope: Scope }> {
    this.assertEditable();
    const scope = await scopeOf(this.store, edit, signal);
    for (const { id, raw, row } of scope.stored.values()) {
      const seen = this.seen.get(id);
      const conflict = seen === undefined ? undefined : changedUnderneath(edit, id, seen, raw);
      if (conflict) throw new LiveConflict(conflict, row.title);
    }
    return { ...buildEdit(scope.fragment, edit, this.context), scope };
  }

  /**
   * Writes operations as one change, all or nothing; `stored` holds what they were worked out on, and is
   * read where it is left out. Rejects with LiveConflict, having written nothing, where a memory is another
   * by now, and as the store does: `unavailable`, `read-only` …
   */
  apply(
    ops: readonly Op[],
    by: { readonly actor: Actor; readonly reason: string },
    stored?: ReadonlyMap<string, StoredMemory>,
  ): Promise<LiveChange> {
    return this.mutex.run(async () => {
      this.assertEditable();
      const written = writtenBy(ops);
      const present = stored ?? byId(await this.store.get(written));
      const expected = new Map(written.map((id) => [id, present.get(id)?.version ?? null]));
      const change = this.newChange(ops, by);
      return { change: await this.write(change, expected) };
    });
  }

  /** Takes a change back; StudioError `conflict` where others have changed the same memories since. */
  undo(handle: LiveChange, actor: Actor = 'user'): Promise<LiveChange> {
    return this.mutex.run(async () => {
      const { change } = handle;
      const ops = invertOps(change.ops);
      const back = this.newChange(ops, { actor, reason: REASONS.undo(change.reason) });
      await this.turn(back, change.id);
      return { change: back };
    });
  }

  /** Makes a change again that was taken back. */
  redo(handle: LiveChange, actor: Actor = 'user'): Promise<LiveChange> {
    return this.mutex.run(async () => {
      const { ops, reason } = handle.change;
      const again = this.newChange(ops, { actor, reason });
      await this.turn(again);
      return { change: again };
    });
  }

  private async turn(change: Change, undoes?: string): Promise<void> {
    this.assertEditable();
    const expected = new Map<string, string | null>();
    for (const id of writtenBy(change.ops)) {
      const version = this.own.get(id);
      if (version !== undefined) expected.set(id, version);
    }
    try {
      await this.write(change, expected, undoes);
    } catch (error) {
      if (!(error instanceof LiveConflict)) throw error;
      throw new StudioError('conflict', `“${error.title}” was changed by somebody else since.`, {
        remedy: 'It stays as it is now; edit it by hand.',
      });
    }
  }

  private async write(
    change: Change,
    expected: ReadonlyMap<string, string | null>,
    undoes?: string,
  ): Promise<Change> {
    const outcome = await this.store.apply(change, expected);
    if (outcome.outcome === 'conflict') throw await this.conflictOf(change, outcome.ids);
    for (const [id, version] of outcome.versions) this.own.set(id, version);
    const written = writtenBy(change.ops);
    const memories = written.length > 0 ? await this.store.get(written) : [];
    this.saw(memories);
    await this.note(change, written, memories, undoes);
    return change;
  }

  /** The store has the change already; a journal that cannot be written is no reason to say it failed. */
  private async note(
    change: Change,
    written: readonly string[],
    memories: readonly StoredMemory[],
    undoes?: string,
  ): Promise<void> {
    const left = byId(memories);
    const records: Records = Object.fromEntries(written.map((id) => [id, left.get(id)?.raw ?? null]));
    try {
      await this.journal.note(change, records, undoes);
    } catch (error) {
      this.context.log.error(error, 'keeping the history of a cube in a store');
    }
  }

  private async conflictOf(change: Change, ids: readonly string[]): Promise<LiveConflict> {
    const id = ids[0] ?? writtenBy(change.ops)[0] ?? '';
    const [now] = await this.store.get([id]);
    const op = change.ops.find((candidate) => candidate.op === 'update' && candidate.key === id);
    const path = op?.op === 'update' ? op.path : [];
    const base = op?.op === 'update' ? op.before : (this.seen.get(id) ?? null);
    const ours = op?.op === 'update' ? op.after : null;
    const theirs = now ? fieldOf(now.raw, path) : null;
    return new LiveConflict({ key: id, path, base, ours, theirs }, now?.row.title ?? id);
  }

  private assertEditable(): void {
    const { readOnly, location } = this.store.info;
    if (!readOnly) return;
    throw new StudioError('read-only', `The store ${location} is open for reading only.`, {
      remedy: 'Connect with a user who may write.',
    });
  }

  private newChange(ops: readonly Op[], by: { actor: Actor; reason: string }): Change {
    return { id: this.context.newId(), at: this.context.now().toISOString(), ...by, ops };
  }
}

/** The memories whose records operations write. */
function writtenBy(ops: readonly Op[]): string[] {
  return [...new Set(ops.filter((op) => !('edge' in op)).flatMap(touchedKeys))];
}

const byId = (memories: readonly StoredMemory[]): Map<string, StoredMemory> =>
  new Map(memories.map((memory) => [memory.id, memory]));
