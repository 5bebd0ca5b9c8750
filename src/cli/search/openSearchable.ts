import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CubeSession } from '../../engine/cube/session/cubeSession';
import type { Embedder } from '../../engine/inference/ports';
import { embedStore } from '../../engine/retrieval/embedStore';
import { analyser } from '../../engine/retrieval/facts';
import type { MemoryStore } from '../../engine/store/port';
import { openSqlite } from '../../engine/store/sqlite/sqliteStore';
import { indexCube } from '../../engine/transfer/indexCube';
import type { CliContext } from '../context';

/** A store that holds what is to be searched. */
export interface Searchable {
  readonly store: MemoryStore;
  close(): Promise<void>;
}

/**
 * Opens a cube for searching. A `.sqlite` file is a store itself. A folder gets an index: in memory, or with an
 * embedder in `.memcube/index.sqlite`, where its vectors are kept for the next time. The embedder makes the vectors
 * that are missing.
 */
export async function openSearchable(
  context: CliContext,
  path: string,
  embedder: Embedder | undefined,
): Promise<Searchable> {
  const { signal } = context;
  const full = resolve(context.cwd, path);
  const opened = await (isStore(full) && (await isFile(full))
    ? openFile(full, embedder === undefined)
    : openFolder(context, full, embedder === undefined));
  try {
    if (embedder) await embedStore(opened.store, embedder, { signal });
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

const isStore = (path: string): boolean => path.endsWith('.sqlite');

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function openFile(path: string, readOnly: boolean): Promise<Searchable> {
  const store = await openSqlite(path, { readOnly, analyser });
  const close = (): Promise<void> => {
    store.dispose();
    return Promise.resolve();
  };
  return { store, close };
}

async function openFolder(context: CliContext, path: string, readOnly: boolean): Promise<Searchable> {
  const { signal } = context;
  const session = await CubeSession.open(context, path, { readOnly, recover: false, signal });
  try {
    const index = await indexCube(session, { analyser, inMemory: readOnly, signal });
    const close = async (): Promise<void> => {
      index.dispose();
      await session.dispose();
    };
    return { store: index.store, close };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
