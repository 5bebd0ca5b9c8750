import type { KvRuntime } from '../../../inference/ports';

export interface Perplexity {
  readonly perplexity: number;
  /** Tokens that were predicted. */
  readonly tokens: number;
}

/** Perplexity of texts, each read by itself: e to the mean negative logarithm of what each token was given. */
export async function perplexityOf(
  runtime: Pick<KvRuntime, 'tokenize' | 'score'>,
  texts: readonly string[],
  options: { onText?: () => void; signal?: AbortSignal | undefined } = {},
): Promise<Perplexity> {
  let sum = 0;
  let count = 0;
  for (const text of texts) {
    const tokens = await runtime.tokenize(text);
    const logprobs = tokens.length < 2 ? [] : await runtime.score(tokens, { signal: options.signal });
    for (const logprob of logprobs) sum += logprob;
    count += logprobs.length;
    options.onText?.();
  }
  return { perplexity: count === 0 ? 1 : Math.exp(-sum / count), tokens: count };
}
