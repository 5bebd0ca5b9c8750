import { dot } from '../../base/vectors';
import type { Embedder } from '../../inference/ports';

/** Cosine from which two texts are called semantic duplicates: MemOS's threshold for merging. */
export const SEMANTIC = 0.92;
/** Cosine from which a model is asked about a pair: MemOS's threshold for looking at one. */
export const WORTH_ASKING = 0.8;

/** Vectors of texts by an embedder, compared one by one; for what fits into memory. */
export class VectorIndex<T> {
  private readonly entries: { readonly item: T; readonly vector: Float32Array }[] = [];

  constructor(private readonly embedder: Embedder) {}

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    return texts.length === 0 ? [] : this.embedder.embed(texts, { kind: 'document', signal });
  }

  add(item: T, vector: Float32Array): void {
    this.entries.push({ item, vector });
  }

  /** The nearest item at or above `least`, with its cosine. */
  nearest(vector: Float32Array, least: number): { item: T; alike: number } | undefined {
    let best: { item: T; alike: number } | undefined;
    for (const entry of this.entries) {
      const alike = dot(vector, entry.vector);
      if (alike >= least && alike > (best?.alike ?? -1)) best = { item: entry.item, alike };
    }
    return best;
  }
}
