import type { Embedder } from '../../engine/inference/ports';

/** What the search needs of whoever looks after models. */
export interface SearchEmbedders {
  /** The embedder in force; undefined where there is none, and `reason` says why. */
  current(): Promise<Embedder | undefined>;
  readonly reason: string | undefined;
}
