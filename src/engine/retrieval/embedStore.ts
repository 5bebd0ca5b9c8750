import type { Embedder } from '../inference/ports';
import type { MemoryStore } from '../store/port';
import type { OwnVectors } from './ownVectors';
import { takeOver, type TakeOverOptions } from './takeOver';

export interface EmbedStoreOptions extends Omit<TakeOverOptions, 'onTaken'> {
  /** Called after each portion with the number of vectors made or taken over so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Texts a portion; what is in one is lost when the job is cut off. */
  readonly portion?: number | undefined;
}

const PORTION = 64;

/**
 * Gives every memory of a store a fresh vector of this embedder; those that have one are left alone, so a job that
 * was cut off goes on where it stopped. The cube's own vectors are taken over where the embedder made them. A text
 * that changes meanwhile is found again by the next run, since its vector is kept with the hash of the text that it
 * was made from.
 * @returns how many vectors were made, and what became of the cube's own
 * @throws what the store and the embedder throw; AbortError
 */
export async function embedStore(
  store: MemoryStore,
  embedder: Embedder,
  { signal, onProgress, portion = PORTION, ...options }: EmbedStoreOptions = {},
): Promise<{ made: number; own: OwnVectors }> {
  const own = await takeOver(store, embedder, { ...options, signal, onTaken: onProgress });
  let made = 0;
  for (let after = ''; ;) {
    const texts = await store.unembedded(embedder.tag, after, portion, signal);
    const last = texts.at(-1);
    if (!last) return { made, own };
    after = last.id;
    const vectors = await embedder.embed(
      texts.map(({ text }) => text),
      { kind: 'document', signal },
    );
    const items = texts.flatMap(({ id, textHash }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, textHash, vector }] : [];
    });
    await store.putVectors(embedder.tag, items, signal);
    made += items.length;
    onProgress?.(own.taken + made);
  }
}
