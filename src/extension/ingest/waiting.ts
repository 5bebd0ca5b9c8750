import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { isAbort, StudioError } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import type { BatchSummary } from '../../engine/model/proposal';
import { SCHEMES } from '../ids';
import type { Ingester } from './ingester';
import type { IngestHomes } from './ingestHome';

/** Time in which several notifications about batches count as one, in milliseconds. */
const SETTLE_MS = 300;

/** What waits in the cubes of this window: batches to be reviewed, and readings that were not finished. */
export class Waiting implements vscode.Disposable {
  private readonly lists = new Map<string, Promise<readonly BatchSummary[]>>();
  private readonly changed = new Emitter<void>();
  /** Something else waits somewhere. */
  readonly onDidChange = this.changed.event;
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/.memcube/ingest/*.jsonl');
  private readonly subscription: { dispose(): void };
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly homes: IngestHomes,
    private readonly ingester: Ingester,
  ) {
    this.subscription = homes.onDidChange((cube) => this.forget(({ id }) => id === cube.toString()));
    for (const event of [this.watcher.onDidCreate, this.watcher.onDidChange, this.watcher.onDidDelete]) {
      event((file) => this.written(file));
    }
  }

  /** The batches of a cube that are not settled, newest first; none where they cannot be listed. */
  of(cube: vscode.Uri): Promise<readonly BatchSummary[]> {
    const id = cube.toString();
    const list = this.lists.get(id) ?? this.list(cube);
    this.lists.set(id, list);
    return list;
  }

  private async list(cube: vscode.Uri): Promise<readonly BatchSummary[]> {
    try {
      const all = await this.homes.batchesOf(cube).list();
      return all.filter(({ state, id }) => state !== 'applied' && !this.ingester.isReading(id));
    } catch (error) {
      if (isAbort(error) || !(error instanceof StudioError)) throw error;
      return [];
    }
  }

  /** A file of a batch was written, by whomever; what is being read here is told of when it is done. */
  private written(file: vscode.Uri): void {
    if (this.ingester.isReading(basename(file.path, '.jsonl'))) return;
    const folder = dirname(dirname(dirname(file.path)));
    this.forget(({ uri }) => uri.scheme !== SCHEMES.store && dirname(uri.path) === folder);
  }

  private forget(concerned: (cube: { readonly id: string; readonly uri: vscode.Uri }) => boolean): void {
    for (const id of [...this.lists.keys()]) {
      if (concerned({ id, uri: vscode.Uri.parse(id, true) })) this.lists.delete(id);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), SETTLE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.watcher.dispose();
    this.changed.dispose();
  }
}
