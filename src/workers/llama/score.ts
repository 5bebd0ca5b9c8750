import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** Tokens asked about at once: each brings the probabilities of the whole vocabulary. */
const PORTION = 16;

/**
 * How likely each token of a text was after those before it, as natural logarithms: one for each token but the first.
 * The sequence must be empty and holds the text afterwards.
 */
export async function score(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<number[]> {
  const logprobs: number[] = [];
  for (let start = 0; start < tokens.length - 1; start += PORTION) {
    signal.throwIfAborted();
    const portion = tokens.slice(start, Math.min(start + PORTION, tokens.length - 1));
    const asked = portion.map((token): [Token, { generateNext: { probabilities: true } }] => [
      token,
      { generateNext: { probabilities: true } },
    ]);
    const told = await sequence.controlledEvaluate(asked);
    for (const at of portion.keys()) {
      const probability = told[at]?.next.probabilities?.get(tokens[start + at + 1]!) ?? 0;
      // What underflows to nothing is as unlikely as a number can say.
      logprobs.push(Math.log(Math.max(probability, Number.MIN_VALUE)));
    }
  }
  return logprobs;
}
