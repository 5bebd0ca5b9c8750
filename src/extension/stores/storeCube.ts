import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { Emitter } from '../../engine/base/events';
import { findEntry, type VersionId } from '../documents/versions';
import { updatesBetween } from '../../engine/cube/merge/diffRecord';
import { blameRecord, type HistoryEntry } from '../../engine/cube/session/history';
import { applyOps } from '../../engine/cube/text/applyOps';
import { StudioError } from '../../engine/base/errors';
import { fragmentOf } from '../../engine/live/fragment';
import { LiveConflict } from '../../engine/live/liveConflict';
import { LiveCube } from '../../engine/live/liveCube';
import { LiveJournal } from '../../engine/live/liveJournal';
import { invertOps, type Op } from '../../engine/model/change';
import type { Edit } from '../../engine/model/edit';
import type { MemoryKey } from '../../engine/model/memory';
import type { StoredMemory } from '../../engine/model/store';
import type { MemoryStore } from '../../engine/store/port';
import type { ChildrenQuery, CubeData, EditSink } from '../cubes/cubeData';
import { offerUndo } from '../cubes/offerUndo';
import { reasonText } from '../host/reason';
import { showLiveConflict } from './liveConflictDiff';
import type { OpenedStore } from './openStore';
import { StoreView } from './storeView';

/** A cube in a store that somebody looks at. Its edits are written at once. */
export class StoreCube implements CubeData {
  editor: EditSink | undefined;
  readonly dirty = false;
  readonly hasEdges = true;
  readonly collections = [];
  /** The cube as the engine knows it. */
  readonly live: LiveCube;
  private readonly journal: LiveJournal;
  private readonly again = new Emitter<readonly string[]>();

  constructor(
    { store, analyse }: Pick<OpenedStore, 'store' | 'analyse'>,
    readonly uri: vscode.Uri,
    private readonly context: EngineContext,
    /** For the history and the arrangement of the graph. */
    readonly sidecar: string,
  ) {
    this.journal = new LiveJournal(sidecar, context);
    this.live = new LiveCube(store, context, { journal: this.journal, analyse });
    this.live.onDidChange((ids) => this.again.fire(ids));
  }

  readonly onDidChange = this.again.event;

  get store(): MemoryStore {
    return this.live.store;
  }

  get name(): string {
    return this.live.name;
  }

  get readOnly(): boolean {
    return this.store.info.readOnly;
  }

  /** Everything that is shown is asked for anew. */
  lookAgain(): void {
    this.again.fire([]);
  }

  async size(): Promise<number> {
    return (await this.live.counts()).memories;
  }

  part(keys: readonly MemoryKey[]) {
    return this.live.part(keys);
  }

  async groups() {
    const { types } = await this.live.counts();
    return types.map(({ value, count }) => ({ type: value, memories: count }));
  }

  async children(parent: MemoryKey | null, query: ChildrenQuery) {
    const { rows, total } = await this.live.children(parent, query);
    return { items: rows.map((row) => ({ row, childCount: row.childCount })), total };
  }

  find(text: string, limit: number, signal: AbortSignal) {
    return this.live.find(text, limit, signal);
  }

  summary() {
    return this.live.summary();
  }

  view(): StoreView {
    return new StoreView(this.live, this.context);
  }

  detail(key: MemoryKey) {
    return this.live.detail(key, { now: this.context.now() });
  }

  history(key: MemoryKey) {
    return this.journal.history(key);
  }

  cubeHistory() {
    return this.journal.cubeHistory(1000);
  }

  async blame(key: MemoryKey, history: readonly HistoryEntry[]) {
    const [stored] = await this.store.get([key]);
    return stored ? blameRecord(stored.raw, 'tree_text', history) : [];
  }

  async recordOf(key: MemoryKey, version: VersionId): Promise<string | undefined> {
    const entry = findEntry(await this.journal.history(key), version);
    const after = await this.journal.recordAt(key, entry.changeId ?? '');
    if (!version.endsWith('^')) return after;
    const memories = after === undefined ? [] : [{ id: key, raw: after }];
    const then = await fragmentOf(this.name, { memories });
    const own = entry.ops.filter((op) => !('edge' in op) && op.key === key);
    applyOps(then, invertOps(own));
    return then.has(key) ? then.text(key) : undefined;
  }

  async restoreOps(key: MemoryKey, version: VersionId): Promise<Op[]> {
    const [record, [now]] = await Promise.all([this.recordOf(key, version), this.store.get([key])]);
    if (record !== undefined && now) return updatesBetween(key, now.raw, record, 'tree_text');
    if (record !== undefined) return [{ op: 'add', key, raw: record, previous: null }];
    throw new StudioError('not-found', vscode.l10n.t('The memory did not exist before this change.'), {
      remedy: vscode.l10n.t('Remove it from the file instead.'),
    });
  }

  async change(edit: Edit, quiet = false): Promise<readonly MemoryKey[]> {
    return this.settling(async () => {
      const { ops, keys, reason, scope } = await this.live.editor.build(edit);
      await this.write(ops, reasonText(reason), quiet, scope.stored);
      return keys;
    });
  }

  async edit(ops: readonly Op[], reason: string, quiet = false): Promise<void> {
    await this.settling(() => this.write(ops, reason, quiet));
  }

  private async write(
    ops: readonly Op[],
    reason: string,
    quiet: boolean,
    stored?: ReadonlyMap<string, StoredMemory>,
  ): Promise<void> {
    if (ops.length === 0) return;
    const { editor } = this.live;
    const written = await editor.apply(ops, { actor: 'user', reason }, stored);
    if (this.editor) {
      this.editor.did(
        reason,
        () => editor.undo(written),
        () => editor.redo(written),
      );
    } else if (!quiet) {
      void offerUndo(this.name, reason, () => editor.undo(written));
    }
  }

  /** What others have changed meanwhile is shown beside what was wanted, and nothing is written. */
  private async settling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LiveConflict)) throw error;
      void showLiveConflict(this, error);
      throw new vscode.CancellationError();
    }
  }

  dispose(): void {
    this.live.dispose();
    this.again.dispose();
  }
}
