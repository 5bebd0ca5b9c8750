import { StudioError } from '../../base/errors';
import { embedderNamed } from '../../cube/config/embedderNamed';
import type { CubeSession } from '../../cube/session/cubeSession';
import type { Embedder } from '../../inference/ports';
import { embedStore } from '../../retrieval/embedStore';
import { analyser } from '../../retrieval/facts';
import { indexCube } from '../../transfer/indexCube';
import { StoreFinder } from './storeFinder';
import type { FinderOptions, SimilarFinder } from './target';

/** Without an index everything can still be compared: no SQLite, no room for one, or another process writing it. */
const WITHOUT: readonly string[] = ['unsupported', 'no-space', 'locked'];

/**
 * Finds memories of a folder cube by the index that searching keeps in `.memcube/`, with the vectors that are there;
 * those that are missing are made and kept, so that the next source, and the next search, has them. Without an
 * embedder comparing all memories is as quick as asking an index, so there is none then, nor for a cube that cannot
 * be written beside.
 */
export async function folderFinder(
  session: CubeSession,
  embedder: Embedder | undefined,
  options: FinderOptions = {},
): Promise<SimilarFinder | undefined> {
  if (!embedder || session.readOnly) return undefined;
  try {
    return await open(session, embedder, options);
  } catch (error) {
    if (error instanceof StudioError && WITHOUT.includes(error.code)) return undefined;
    throw error;
  }
}

async function open(
  session: CubeSession,
  embedder: Embedder,
  { signal, onProgress }: FinderOptions,
): Promise<SimilarFinder> {
  const index = await indexCube(session, { analyser, signal });
  try {
    const named = embedderNamed(session.config, session.memory.format);
    const edited = (aborted?: AbortSignal) => session.editedTexts(aborted);
    await embedStore(index.store, embedder, { named, edited, signal, onProgress });
    const finder = await StoreFinder.open(index.store, embedder.tag, signal);
    return {
      find: (texts, vectors, aborted) => finder.find(texts, vectors, aborted),
      vectors: (ids, aborted) => finder.vectors(ids, aborted),
      withoutVector: (aborted) => finder.withoutVector(aborted),
      dispose: () => index.dispose(),
    };
  } catch (error) {
    index.dispose();
    throw error;
  }
}
