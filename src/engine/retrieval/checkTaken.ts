import type { Embedder } from '../inference/ports';
import type { MemoryStore } from '../store/port';
import { ALIKE, cosine } from './alike';

export interface CheckOptions {
  /** Only these memories, which are few; all where left out. */
  readonly ids?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each portion with the number of vectors checked so far. */
  readonly onProgress?: ((checked: number) => void) | undefined;
  /** Texts a portion; what is in one is lost when the job is cut off. */
  readonly portion?: number | undefined;
}

const PORTION = 64;

/**
 * Compares vectors that were taken over from a cube with what the embedder makes of the present text, and keeps the
 * latter; where they differ, the text was changed by somebody after the vector was made.
 * @returns how many were compared, and how many differed
 * @throws what the store and the embedder throw; AbortError
 */
export async function checkTaken(
  store: MemoryStore,
  embedder: Embedder,
  { ids, signal, onProgress, portion = PORTION }: CheckOptions = {},
): Promise<{ checked: number; differed: number }> {
  const { tag } = embedder;
  const done = { checked: 0, differed: 0 };
  for (let after = ''; ;) {
    const texts = await store.unchecked(tag, ids ? { ids } : { after }, portion, signal);
    const last = texts.at(-1);
    if (!last) return done;
    after = last.id;
    const before = await store.vectors(
      texts.map(({ id }) => id),
      tag,
      signal,
    );
    const made = await embedder.embed(
      texts.map(({ text }) => text),
      { kind: 'document', signal },
    );
    const items = texts.flatMap(({ id, textHash }, at) => {
      const vector = made[at];
      return vector ? [{ id, textHash, vector }] : [];
    });
    await store.putVectors(tag, items, signal);
    done.checked += items.length;
    done.differed += items.filter(({ id, vector }) => cosine(vector, before.get(id)) < ALIKE).length;
    if (items.length === 0) return done;
    onProgress?.(done.checked);
  }
}
