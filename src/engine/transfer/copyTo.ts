import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { StudioError } from '../base/errors';
import { copyMemory } from '../cube/session/copyMemory';
import type { CubeSession } from '../cube/session/cubeSession';
import type { LossReport } from '../model/store';
import type { MemoryStore } from '../store/port';
import { copyCube, type CopyOptions, type CopySource } from './copyCube';
import { folderTarget, historyOf, textSource } from './folderEnd';
import { LossList } from './lossList';
import { storeSource, storeTarget } from './storeEnd';

/** A cube that is open, as what is copied. */
export type CopyFrom = { readonly session: CubeSession } | { readonly store: MemoryStore };

/** Where it goes. */
export type CopyInto =
  /** New or empty. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A file of SQLite, new unless it is to be added to. */
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly open: (file: string) => Promise<MemoryStore>;
      readonly add?: boolean | undefined;
    }
  /** Without memories, unless it is to be added to. */
  | { readonly kind: 'store'; readonly store: MemoryStore; readonly add?: boolean | undefined };

/**
 * Copies an open cube, unsaved changes included, and tells what the copy lost. From folder to folder everything is
 * carried as it is. After an error or abort the target is as it was. Throws as `copyCube` does.
 */
export async function copyTo(from: CopyFrom, into: CopyInto, options: CopyOptions = {}): Promise<LossReport> {
  if (into.kind === 'folder' && 'session' in from) return copyFolder(from.session, into.folder, options);
  const source = 'session' in from ? sessionSource(from.session) : storeSource(from.store);
  if (into.kind === 'folder')
    return copyCube(source, folderTarget(into.folder, basename(into.folder)), options);
  if (into.kind === 'store') return copyCube(source, storeTarget(into.store, into), options);
  return copyToFile(source, into, options);
}

const sessionSource = (session: CubeSession): CopySource =>
  textSource(copyMemory(session.memory), session.cube);

async function copyToFile(
  source: CopySource,
  { file, open, add }: CopyInto & { kind: 'file' },
  options: CopyOptions,
): Promise<LossReport> {
  const existed = (await lstat(file).catch(() => undefined)) !== undefined;
  if (existed && !add) {
    throw new StudioError('bad-argument', 'There is a file of this name already.', {
      place: { file },
      remedy: 'Name a new file.',
    });
  }
  try {
    const store = await open(file);
    try {
      return await copyCube(source, storeTarget(store, { add }), options);
    } finally {
      store.dispose();
    }
  } catch (error) {
    if (!existed) for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
    throw error;
  }
}

async function copyFolder(
  session: CubeSession,
  folder: string,
  { signal, onProgress }: CopyOptions,
): Promise<LossReport> {
  const memory = copyMemory(session.memory);
  const [memories, edges, bytes] = [memory.size, memory.edges.slots.length, memory.bytes.length];
  const written = await session.saveAs(folder, {
    signal,
    onProgress: (done) => {
      const share = Math.min(1, done / Math.max(1, bytes));
      onProgress?.('copy', { memories: Math.floor(share * memories), edges: 0 }, memories);
    },
  });
  const losses = new LossList();
  const wanted = memory.sha256();
  for (const file of written) {
    const name = relative(folder, file);
    const source = join(session.cube.folder, name);
    const before = source === session.textFile ? wanted : await sha256Of(source);
    const after = await sha256Of(file);
    if (before !== after) losses.add('file-differs', { field: name, before, after });
  }
  for (const loss of await historyOf(session.cube)) losses.add(loss.rule, loss);
  onProgress?.('compare', { memories, edges }, memories);
  return losses.report({ memories, edges });
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
