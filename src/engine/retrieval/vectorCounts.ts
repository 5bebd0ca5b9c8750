import type { EmbedderTag, VectorCounts } from '../model/store';
import type { MemoryStore } from '../store/port';
import { refusedOwn } from './ownVectors';

/**
 * How many memories have a vector of an embedder, and why those that lack one cannot have the cube's own.
 * @param named the model that the cube's configuration names
 */
export async function vectorCounts(
  store: MemoryStore,
  tag: EmbedderTag | undefined,
  named?: string,
  signal?: AbortSignal,
): Promise<VectorCounts> {
  const counts = await store.counts(signal);
  const { memories, vectors } = counts;
  const made = vectors.find(
    ({ embedder }) => embedder.name === tag?.name && embedder.dimensions === tag.dimensions,
  );
  const { count, stale, taken } = made ?? { count: 0, stale: 0, taken: 0 };
  const fresh = count - stale;
  const note = tag && fresh < memories ? refusedOwn(counts, tag, named) : undefined;
  return { memories, fresh, stale, taken, note };
}
