import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { Emitter } from '../../engine/base/events';
import { memoryDetail } from '../../engine/cube/detail/memoryDetail';
import { vectorIsStale } from '../../engine/cube/detail/staleVector';
import { summaryOf } from '../../engine/cube/detail/summaryOf';
import { buildEdit } from '../../engine/cube/edit/buildEdit';
import { childrenOf, typeGroups } from '../../engine/cube/outline/childrenOf';
import { Matcher } from '../../engine/cube/outline/matcher';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { HistoryEntry } from '../../engine/cube/session/history';
import type { Op } from '../../engine/model/change';
import type { Edit } from '../../engine/model/edit';
import type { MemoryKey, MemoryRow } from '../../engine/model/memory';
import type { Problem } from '../../engine/model/problem';
import { EMPTY_FILTER } from '../../engine/model/query';
import { recordOf, restoreOps, type VersionId } from '../documents/versions';
import { saveWithConflicts } from '../editors/saveConflicts';
import { reasonText } from '../host/reason';
import type { ChildrenQuery, CubeData, EditSink } from './cubeData';
import { FolderView } from './folderView';
import { offerUndo } from './offerUndo';

/** A cube in a folder that somebody looks at: an editor, the tree, a text document. */
export class OpenCube implements CubeData {
  editor: EditSink | undefined;
  private readonly changed = new Emitter<readonly string[]>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: { dispose(): void };

  constructor(
    readonly session: CubeSession,
    /** The text-memory file. */
    readonly uri: vscode.Uri,
    private readonly context: EngineContext,
  ) {
    this.subscription = session.onDidChange((event) => this.changed.fire(event.keys));
  }

  get name(): string {
    return this.session.cube.name;
  }

  get readOnly(): boolean {
    return this.session.readOnly;
  }

  get dirty(): boolean {
    return this.session.dirty;
  }

  get hasEdges(): boolean {
    return this.session.memory.hasEdges;
  }

  get collections(): readonly string[] {
    return this.session.memory.collections.flatMap(({ collection }) => collection ?? []);
  }

  get sidecar(): string {
    return join(this.session.cube.folder, '.memcube');
  }

  size() {
    return Promise.resolve(this.session.memory.size);
  }

  part() {
    return Promise.resolve(this.session.memory);
  }

  groups() {
    return Promise.resolve(typeGroups(this.session.memory));
  }

  children(parent: MemoryKey | null, query: ChildrenQuery) {
    return Promise.resolve(childrenOf(this.session.memory, parent, query));
  }

  async find(text: string, limit: number, signal: AbortSignal): Promise<MemoryRow[]> {
    const { memory } = this.session;
    const { flags } = await new Matcher(memory, this.context).find({ ...EMPTY_FILTER, text }, signal);
    const found: MemoryRow[] = [];
    let at = 0;
    for (const row of memory.rows()) {
      if (found.length >= limit) break;
      if (flags[at++] === 1) found.push(row);
    }
    return found;
  }

  summary(problems: number) {
    const { session } = this;
    const context = {
      name: this.name,
      path: this.uri.fsPath,
      readOnly: session.readOnly,
      dirty: session.dirty,
      problems,
      recovered: session.recovered?.changes ?? 0,
    };
    return Promise.resolve(summaryOf(session.memory, context));
  }

  view(): FolderView {
    return new FolderView(this.session, this.context);
  }

  detail(key: MemoryKey, history: readonly HistoryEntry[], problems: readonly Problem[]) {
    const staleVector = vectorIsStale(history, key);
    const now = this.context.now();
    return Promise.resolve(memoryDetail(this.session.memory, key, { now, staleVector, problems }));
  }

  history(key: MemoryKey) {
    return this.session.history(key);
  }

  cubeHistory() {
    return this.session.cubeHistory();
  }

  blame(key: MemoryKey, history: readonly HistoryEntry[]) {
    return this.session.blame(key, history);
  }

  recordOf(key: MemoryKey, version: VersionId) {
    return recordOf(this.session, key, version);
  }

  restoreOps(key: MemoryKey, version: VersionId) {
    return restoreOps(this.session, key, version);
  }

  async change(edit: Edit, quiet = false): Promise<readonly MemoryKey[]> {
    const { ops, keys, reason } = buildEdit(this.session.memory, edit, this.context);
    await this.edit(ops, reasonText(reason), quiet);
    return keys;
  }

  async edit(ops: readonly Op[], reason: string, quiet = false): Promise<void> {
    if (ops.length === 0) return;
    const { session } = this;
    const applied = await session.apply(ops, { actor: 'user', reason });
    if (this.editor) {
      this.editor.did(
        reason,
        () => session.undo(applied),
        () => session.redo(applied),
      );
      return;
    }
    await saveWithConflicts(this);
    if (quiet) return;
    void offerUndo(this.name, reason, async () => {
      await session.undo(applied);
      if (!this.editor) await saveWithConflicts(this);
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    void this.session.dispose();
  }
}
