import type { Embedder } from '../../engine/inference/ports';
import type { SearchRequest, SearchResult } from '../../engine/model/search';
import { checkTaken } from '../../engine/retrieval/checkTaken';
import type { Searcher } from '../../engine/retrieval/searcher';
import type { MemoryStore } from '../../engine/store/port';

/** After so many answers the last one is given, though not all vectors of its hits are checked. */
const ROUNDS = 5;

/**
 * Searches until the vectors of all hits are known to be of their present texts: what was taken over from the cube
 * is compared when it is found, and where a vector differs the search is made again.
 */
export async function searchChecked(
  searcher: Searcher,
  store: MemoryStore,
  embedder: Embedder | undefined,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<SearchResult> {
  let result = await searcher.search(request, signal);
  for (let round = 1; embedder && round < ROUNDS; round++) {
    const ids = result.hits.map(({ key }) => key);
    const { differed } = await checkTaken(store, embedder, { ids, signal });
    if (differed === 0) break;
    result = await searcher.search(request, signal);
  }
  return result;
}
