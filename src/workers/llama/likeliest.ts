import type { TokenProbability } from '../../engine/model/tokens';

/** The first of a distribution that is sorted, likeliest first; tokens that are ruled out are left out. */
export function likeliest(probabilities: ReadonlyMap<number, number>, top: number): TokenProbability[] {
  const found: TokenProbability[] = [];
  for (const [token, probability] of probabilities) {
    if (found.length >= top || !(probability > 0)) break;
    found.push({ token, logprob: Math.log(probability) });
  }
  return found;
}
