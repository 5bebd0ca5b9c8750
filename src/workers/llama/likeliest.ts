import type { TokenProbability } from '../../engine/model/tokens';

/**
 * The first of a distribution that is sorted, likeliest first; tokens that are ruled out are left out. `text` gives
 * what a token says.
 */
export function likeliest<T extends number>(
  probabilities: ReadonlyMap<T, number>,
  top: number,
  text: (token: T) => string,
): TokenProbability[] {
  const found: TokenProbability[] = [];
  for (const [token, probability] of probabilities) {
    if (found.length >= top || !(probability > 0)) break;
    found.push({ token, text: text(token), logprob: Math.log(probability) });
  }
  return found;
}
