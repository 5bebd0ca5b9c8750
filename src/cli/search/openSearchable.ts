import { resolve } from 'node:path';
import { embedderNamed } from '../../engine/cube/config/embedderNamed';
import { CubeSession } from '../../engine/cube/session/cubeSession';
import type { Embedder } from '../../engine/inference/ports';
import { embedStore } from '../../engine/retrieval/embedStore';
import { analyser } from '../../engine/retrieval/facts';
import type { TakeOverOptions } from '../../engine/retrieval/takeOver';
import type { MemoryStore } from '../../engine/store/port';
import { indexCube } from '../../engine/transfer/indexCube';
import type { CliContext } from '../context';
import { openExistingStore } from '../cube/openStore';

/** A store that holds what is to be searched. */
export interface Searchable {
  readonly store: MemoryStore;
  /** What is known of the vectors that it brought along. */
  readonly brought: Pick<TakeOverOptions, 'named' | 'edited'>;
  /** What became of them, for people. */
  readonly note?: string | undefined;
  close(): Promise<void>;
}

/**
 * Opens a cube for searching. A `.sqlite` file and a Neo4j address are stores themselves. A folder gets an index: in memory, or with an
 * embedder in `.memcube/index.sqlite`, where its vectors are kept for the next time. The embedder's vectors that are
 * missing are taken over from the cube where it made them, else made.
 */
export async function openSearchable(
  context: CliContext,
  path: string,
  embedder: Embedder | undefined,
): Promise<Searchable> {
  const { signal } = context;
  const readOnly = embedder === undefined;
  const store = await openExistingStore(context, path, { readOnly });
  const opened = store
    ? searchableOf(store)
    : await openFolder(context, resolve(context.cwd, path), readOnly);
  try {
    if (embedder) {
      const { own } = await embedStore(opened.store, embedder, { ...opened.brought, signal });
      return { ...opened, note: own.note };
    }
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function searchableOf(store: MemoryStore): Searchable {
  const close = (): Promise<void> => {
    store.dispose();
    return Promise.resolve();
  };
  return { store, brought: {}, close };
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
    const named = embedderNamed(session.config, session.memory.format);
    const edited = (aborted?: AbortSignal) => session.editedTexts(aborted);
    return { store: index.store, brought: { named, edited }, close };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
