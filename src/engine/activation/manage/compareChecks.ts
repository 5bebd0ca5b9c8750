import type { KvCheckResult } from '../../model/kvItem';
import type { TokenProbability } from '../../model/tokens';

/** Likeliest tokens that an item keeps. */
export const CHECK_TOP = 16;

/**
 * How far log-probabilities may be apart, in natural units. A state comes back bit by bit, and its last token is
 * computed as it was then: on one machine the difference is 0. Other threads and processors of the same build add
 * numbers up in another order, which moves them by some thousandths. A state of other tokens is off by units.
 */
export const CHECK_TOLERANCE = 0.05;

/** A token that is not among the likeliest any more counts as this far off. */
const MISSING = 10 * CHECK_TOLERANCE;
/** Tokens less likely than this are not compared: a place among the last ones is chance. */
const COMPARED_LOGPROB = Math.log(0.005);

/** Compares what a model says after a restored state with what it said when the item was built. */
export function compareChecks(
  then: readonly TokenProbability[],
  now: readonly TokenProbability[],
): KvCheckResult {
  const found = new Map(now.map(({ token, logprob }) => [token, logprob]));
  const compared = then.filter(({ logprob }, at) => at === 0 || logprob >= COMPARED_LOGPROB);
  const worst = compared.reduce((most, { token, logprob }) => {
    const here = found.get(token);
    return Math.max(most, here === undefined ? MISSING : Math.abs(here - logprob));
  }, 0);
  const sameFirst = then[0]?.token === now[0]?.token;
  return {
    compared: compared.length,
    worst,
    tolerance: CHECK_TOLERANCE,
    sameFirst,
    passed: compared.length > 0 && worst <= CHECK_TOLERANCE,
  };
}
