import { posix } from 'node:path';
import * as vscode from 'vscode';
import { isAbort } from '../../engine/base/errors';
import type { IngestBatch } from '../../engine/model/proposal';
import { errorText } from '../host/engineText';
import type { Studio } from '../studio';
import { atUri } from './fileSource';
import type { IngestHome } from './ingestHome';
import { proposed } from './summaries';
import { watchFilter, type IgnoreFile } from './watchFilter';
import { cubeOf, inWorkspace, watchedFolders, type WatchedFolder } from './watchSettings';

/** A file is read when nothing has been written to it for this time, in milliseconds. */
const SETTLE_MS = 1500;
/** Larger files are not read by themselves. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Reads new and changed files of the folders that the settings of the workspace name, without a model, into batches;
 * nothing is ever applied. Off in Restricted Mode.
 */
export class FolderWatch implements vscode.Disposable {
  private watchers: vscode.Disposable[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Files one after another: a branch that is switched shall not start a worker for each. */
  private turn: Promise<unknown> = Promise.resolve();
  private stopping = new AbortController();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly studio: Studio) {
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('memcube.watchedFolders')) this.start();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.start()),
    ];
    this.start();
  }

  private start(): void {
    this.stop();
    if (!vscode.workspace.isTrusted) return;
    for (const watched of watchedFolders()) {
      const folder = inWorkspace(watched.folder);
      const cube = cubeOf(watched.cube);
      if (!folder || !cube) {
        this.studio.log.warn(`not watched: ${watched.folder} for ${watched.cube}`);
        continue;
      }
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
      for (const event of [watcher.onDidCreate, watcher.onDidChange]) {
        event((file) => this.soon(file, cube, watched));
      }
      this.watchers.push(watcher);
    }
  }

  private soon(file: vscode.Uri, cube: vscode.Uri, watched: WatchedFolder): void {
    // The cheap part first: most of what tools write is left out without looking at any file.
    if (!watchFilter([], watched.ignore)(pathOf(file))) return;
    const key = `${cube.toString()}\n${file.toString()}`;
    clearTimeout(this.timers.get(key));
    const { signal } = this.stopping;
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.turn = this.turn.then(() => this.read(file, cube, watched, signal));
    }, SETTLE_MS);
    this.timers.set(key, timer);
  }

  private async read(
    file: vscode.Uri,
    cube: vscode.Uri,
    watched: WatchedFolder,
    signal: AbortSignal,
  ): Promise<void> {
    const { studio } = this;
    try {
      if (signal.aborted || !(await this.wants(file, watched))) return;
      await studio.ingestHomes.use(cube, async (home) => {
        if (home.cube.readOnly) return;
        const source = await atUri(file).load(signal);
        const batch = await studio.ingester.read(home, { source, mode: 'fast' }, signal);
        await studio.sourceFiles.keep(batch.id, file);
        await tidy(home, batch);
      });
    } catch (error) {
      // Nobody has asked for this file: what is wrong with it stands in the log.
      if (!isAbort(error)) studio.log.warn(`watched folder: ${errorText(error)}`);
    }
  }

  private async wants(file: vscode.Uri, watched: WatchedFolder): Promise<boolean> {
    const path = pathOf(file);
    const found = await vscode.workspace.fs.stat(file).then(
      (stat) => stat,
      () => undefined,
    );
    if (!found || (found.type & vscode.FileType.File) === 0 || found.size > MOST_BYTES) return false;
    const cubes = await this.studio.tree.list();
    if (cubes.some(({ found: { folder } }) => file.path.startsWith(`${folder.path}/`))) return false;
    return watchFilter(await ignoreFiles(file), watched.ignore)(path);
  }

  private stop(): void {
    for (const watcher of this.watchers) watcher.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.watchers = [];
    this.timers.clear();
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  dispose(): void {
    this.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** What is there already is no matter of review; an older reading of the same file that nobody touched is out of date. */
async function tidy(home: IngestHome, batch: IngestBatch): Promise<void> {
  const { verdicts } = batch;
  if (batch.state === 'review' && verdicts.exact === proposed(verdicts)) await home.discard(batch.id);
  for (const other of await home.batches.list()) {
    const { id, source, kind, state, undecided } = other;
    const untouched = state === 'review' && undecided === proposed(other.verdicts);
    if (id !== batch.id && source === batch.source && kind === batch.kind && untouched)
      await home.discard(id);
  }
}

const pathOf = (file: vscode.Uri): string => {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder ? posix.relative(folder.uri.path, file.path) : '';
};

/** The .gitignore files from the top of the workspace down to a file. */
async function ignoreFiles(file: vscode.Uri): Promise<IgnoreFile[]> {
  const top = vscode.workspace.getWorkspaceFolder(file);
  if (!top) return [];
  const found: IgnoreFile[] = [];
  const names = pathOf(file).split('/').slice(0, -1);
  for (let depth = 0; depth <= names.length; depth++) {
    const folder = names.slice(0, depth).join('/');
    const uri = vscode.Uri.joinPath(top.uri, folder, '.gitignore');
    const bytes = await vscode.workspace.fs.readFile(uri).then(
      (content) => content,
      () => undefined,
    );
    if (bytes) found.push({ folder, text: Buffer.from(bytes).toString('utf8') });
  }
  return found;
}
