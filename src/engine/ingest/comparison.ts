import type { Judgement, Peer } from '../model/proposal';
import type { Embedder } from '../inference/ports';
import { Judge } from './judge';
import { isCompared, type FoundMemory, type IngestTarget, type SimilarFinder } from './targets/target';
import type { IngestOptions, Judging } from './types';

/**
 * Compares what is read with the memories of a cube: with those that the cube's own lists give for each text, or,
 * where it has none, with all of them.
 */
export class Comparison {
  private constructor(
    private readonly judge: Judging,
    private readonly finder: SimilarFinder | undefined,
    private readonly embedder: Embedder | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {}

  static async open(target: IngestTarget, options: IngestOptions): Promise<Comparison> {
    const { embedder, model, signal, onPrepared: onProgress } = options;
    const judge = options.judge ?? new Judge(embedder, model, signal);
    const finder = await target.finder?.(embedder, { signal, onProgress });
    const comparison = new Comparison(judge, finder, embedder, signal);
    try {
      const all = finder ? finder.withoutVector(signal) : target.memories(signal);
      for await (const portion of all) await comparison.know(portion);
      return comparison;
    } catch (error) {
      comparison.dispose();
      throw error;
    }
  }

  /** Tells it of proposals that are kept. */
  async learn(peers: readonly Peer[]): Promise<void> {
    await this.judge.learn(peers);
  }

  /** Judges texts in their order, each against all before it too. */
  async compare(peers: readonly Peer[]): Promise<readonly Judgement[]> {
    const { finder, embedder, judge, signal } = this;
    if (!finder) return judge.judge(peers);
    const texts = peers.map(({ text }) => text);
    const vectors = await embedder?.embed(texts, { kind: 'document', signal });
    await this.know(await finder.find(texts, vectors, signal));
    return judge.judge(peers.map((peer, at) => ({ ...peer, vector: vectors?.[at] })));
  }

  private async know(memories: readonly FoundMemory[]): Promise<void> {
    const peers = memories
      .filter(isCompared)
      .map(({ id, text, at, vector }) => ({ id, text, at, vector, where: 'cube' }) as const);
    await this.judge.learn(peers);
  }

  dispose(): void {
    this.finder?.dispose();
  }
}
