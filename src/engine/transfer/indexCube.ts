/**
 * The index of a folder cube: its text memory, unsaved changes included, as a store of memories. It lives in
 * `.memcube/index.sqlite` and is a cache: whatever is wrong with it, it is built anew from the cube's file.
 */
import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError, isAbort } from '../base/errors';
import type { Disposable } from '../base/events';
import { SIDECAR } from '../cube/journal/journal';
import type { TextMemory } from '../cube/text/textMemory';
import type { Analyser } from '../store/port';
import type { Renewal } from '../store/sqlite/renewal';
import { openSqlite, type SqliteStore } from '../store/sqlite/sqliteStore';
import { syncAll, syncSome, type SyncOptions } from './syncIndex';

export interface IndexOptions extends SyncOptions {
  /** Takes memories apart for searching; simple words where left out. */
  readonly analyser?: Analyser | undefined;
  /** Keep it in memory and write no file. */
  readonly inMemory?: boolean | undefined;
}

const FILE = 'index.sqlite';
/** SQLite keeps its log beside the file. */
const ENDS = ['', '-wal', '-shm'];
/** What the index follows: an open cube, or a copy of one in another thread. */
export interface IndexedCube {
  readonly cube: { readonly name: string; readonly folder: string };
  readonly readOnly: boolean;
  /** Another object after a `reload` or `revert` event. */
  readonly memory: TextMemory;
  readonly onDidChange: (listener: (event: IndexedEvent) => void) => Disposable;
}

/** A change of a cube; memories concerned, and whether some go by another key from now on. */
export interface IndexedEvent {
  readonly kind: 'apply' | 'undo' | 'redo' | 'save' | 'reload' | 'revert';
  readonly keys: readonly string[];
  readonly renamed?: unknown;
}

/** More changed memories than this are found by comparing all. */
const FEW = 200;

/** Opens the index of an open cube, built or brought up to date. Throws AbortError, and as `openSqlite` does. */
export async function indexCube(session: IndexedCube, options: IndexOptions = {}): Promise<CubeIndex> {
  const file = options.inMemory === true || session.readOnly ? undefined : await placeOf(session);
  const index = await openIndex(session, file ?? ':memory:', options);
  try {
    await index.refresh(options);
    return index;
  } catch (error) {
    index.dispose();
    const passing = error instanceof StudioError && ['locked', 'no-space'].includes(error.code);
    if (file === undefined || isAbort(error) || passing) throw error;
    return rebuilt(session, file, options);
  }
}

/** Where the index may lie; undefined where nothing can be written, or where the cube would choose what is written to. */
async function placeOf(session: IndexedCube): Promise<string | undefined> {
  const folder = join(session.cube.folder, SIDECAR);
  try {
    await mkdir(folder, { recursive: true });
    for (const path of [folder, ...ENDS.map((end) => join(folder, FILE + end))]) {
      const found = await lstat(path).catch(() => undefined);
      if (found?.isSymbolicLink() === true) return undefined;
    }
    return join(folder, FILE);
  } catch {
    return undefined;
  }
}

async function openIndex(session: IndexedCube, file: string, options: IndexOptions): Promise<CubeIndex> {
  const { analyser, signal, onProgress } = options;
  const renew = (run: Renewal): Promise<void> =>
    run(signal, (done, total) => onProgress?.(total > 0 ? done / total : 1));
  const open = () => openSqlite(file, { name: session.cube.name, analyser, renew });
  try {
    return new CubeIndex(session, await open());
  } catch (error) {
    const damaged =
      error instanceof StudioError && ['bad-shape', 'unsupported', 'internal'].includes(error.code);
    if (file === ':memory:' || !damaged) throw error;
    await removeIndex(file);
    return new CubeIndex(session, await open());
  }
}

/** A damaged index is thrown away; where there is no place for a new one it is kept in memory. */
async function rebuilt(session: IndexedCube, file: string, options: IndexOptions): Promise<CubeIndex> {
  await removeIndex(file);
  const index = await openIndex(session, file, options).catch(() => openIndex(session, ':memory:', options));
  try {
    await index.refresh(options);
    return index;
  } catch (error) {
    index.dispose();
    throw error;
  }
}

async function removeIndex(file: string): Promise<void> {
  for (const end of ENDS) await rm(file + end, { force: true });
}

/** The index of an open cube. Ask `refresh` before each search; it costs nothing when nothing has changed. */
export class CubeIndex implements Disposable {
  private readonly listening: Disposable;
  private work: Promise<void> = Promise.resolve();
  /** Memories changed since the last step; undefined: all of them may have. */
  private changed: Set<string> | undefined;
  private state = '';

  /** For `indexCube` alone. */
  constructor(
    private readonly session: IndexedCube,
    readonly store: SqliteStore,
  ) {
    this.listening = session.onDidChange((event) => {
      if (event.kind === 'save' && event.renamed === undefined) return;
      if (event.kind === 'reload' || event.kind === 'revert' || event.renamed) this.changed = undefined;
      for (const key of event.keys) this.changed?.add(key);
    });
  }

  /** Brings the index to the present state of the cube. An aborted one is finished by the next. */
  refresh(options: SyncOptions = {}): Promise<void> {
    const turn = this.work.then(() => this.step(options));
    this.work = turn.catch(() => {});
    return turn;
  }

  private async step(options: SyncOptions): Promise<void> {
    const { changed, store, session } = this;
    const theirs = store.mirrorState() !== this.state;
    if (changed?.size === 0 && !theirs) return;
    this.changed = new Set();
    try {
      const { memory } = session;
      const state = memory.sha256();
      if (!changed || theirs || changed.size > FEW) await this.whole(state, options);
      else await syncSome(store, memory, [...changed], state);
      this.state = state;
    } catch (error) {
      this.changed = undefined;
      throw error;
    }
  }

  private async whole(state: string, options: SyncOptions): Promise<void> {
    const { store } = this;
    if (store.mirrorState() === state) return;
    await syncAll(store, this.session.memory, state, options);
  }

  dispose(): void {
    this.listening.dispose();
    this.store.dispose();
  }
}
