import type { Embedder } from '../../inference/ports';
import type { IngestTarget, KnownMemory } from '../targets/target';

/** Texts embedded at once. */
const PORTION = 64;

/** A vector for each memory: those that the cube keeps of this embedder, and fresh ones for the others. */
export async function meaningsOf(
  target: IngestTarget,
  memories: readonly KnownMemory[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const finder = await target.finder?.(embedder, { signal });
  try {
    const ids = memories.map(({ id }) => id);
    const meanings = new Map(await finder?.vectors(ids, signal));
    const missing = memories.filter(({ id }) => !meanings.has(id));
    for (let at = 0; at < missing.length; at += PORTION) {
      signal?.throwIfAborted();
      const portion = missing.slice(at, at + PORTION);
      const texts = portion.map(({ text }) => text);
      const made = await embedder.embed(texts, { kind: 'document', signal });
      portion.forEach(({ id }, i) => {
        const vector = made[i];
        if (vector) meanings.set(id, vector);
      });
    }
    return meanings;
  } finally {
    finder?.dispose();
  }
}
