import { createHash } from 'node:crypto';
import type { Embedder } from '../../engine/inference/ports';

/** Vectors kept at most; of 384 numbers each, these take 45 MB. */
const MOST = 30_000;

/**
 * Vectors of texts that were embedded in this window, by embedder: what is in a cube is compared with every source
 * that is read into it. The oldest go first.
 */
export class VectorCache {
  private readonly kept = new Map<string, Float32Array>();

  constructor(private readonly most = MOST) {}

  /** As `embed` of the embedder, which is only asked for what is not kept. */
  async embed(
    embedder: Embedder,
    texts: readonly string[],
    kind: 'query' | 'document',
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    const names = texts.map((text) => nameOf(embedder, kind, text));
    const missing = [...new Map(names.map((name, at) => [name, at])).entries()].filter(
      ([name]) => !this.kept.has(name),
    );
    const made = new Map<string, Float32Array>();
    if (missing.length > 0) {
      const vectors = await embedder.embed(
        missing.map(([, at]) => texts[at] ?? ''),
        { kind, signal },
      );
      missing.forEach(([name], at) => {
        const vector = vectors[at];
        if (vector) made.set(name, vector);
      });
    }
    const found = names.map((name) => made.get(name) ?? this.kept.get(name) ?? new Float32Array());
    names.forEach((name, at) => this.keep(name, found[at]));
    return found;
  }

  private keep(name: string, vector: Float32Array | undefined): void {
    if (!vector) return;
    this.kept.delete(name);
    this.kept.set(name, vector);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
  }
}

function nameOf({ tag }: Embedder, kind: string, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tag.name, tag.dimensions, kind, text]))
    .digest('base64');
}
