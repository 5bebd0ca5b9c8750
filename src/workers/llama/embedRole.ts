import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';

/** Room for the tokens that a model puts around a text, and the one that must stay free. */
const MARGIN = 4;

/** Turns texts into vectors, one after the other; requests that wait take turns text by text. */
export class EmbedRole {
  private constructor(
    private readonly model: LlamaModel,
    private readonly context: LlamaEmbeddingContext,
    private readonly longest: number,
  ) {}

  static async open(
    model: LlamaModel,
    { contextSize, threads }: { contextSize: number; threads: number },
  ): Promise<EmbedRole> {
    // A text must be seen at once, so a batch is as large as the context.
    const context = await model.createEmbeddingContext({ contextSize, batchSize: contextSize, threads });
    return new EmbedRole(model, context, contextSize - MARGIN);
  }

  async embed(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ vectors: Float32Array[]; cut: number }> {
    const vectors: Float32Array[] = [];
    let cut = 0;
    for (const text of texts) {
      signal.throwIfAborted();
      const tokens = this.tokens(text);
      if (tokens.length > this.longest) cut += 1;
      const { vector } = await this.context.getEmbeddingFor(tokens.slice(0, this.longest));
      vectors.push(Float32Array.from(vector));
    }
    return { vectors, cut };
  }

  /** An empty text has the vector of a space, since llama.cpp has none for nothing. */
  private tokens(text: string): Token[] {
    const tokens = this.model.tokenize(text);
    return tokens.length > 0 ? tokens : [this.model.tokens.eos ?? this.model.tokens.bos ?? (0 as Token)];
  }
}
