/** Recall of evidence, with bootstrap confidence intervals (Efron, 1979; 95 %, percentiles). */

/** One question's evidence and what was found, the best first. */
export interface Answered {
  readonly conversation: string;
  readonly category: number;
  readonly evidence: readonly string[];
  readonly found: readonly string[];
}

/** A mean with its 95 % interval over questions. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const DEPTHS = [5, 10, 20] as const;
const ROUNDS = 2000;

/** `recall@k`: mean share of the evidence found; `any@k`, `all@k`: share of questions with some, with all of it. */
export function recallOf(answered: readonly Answered[], seed = 1): Record<string, Estimate> {
  const result: Record<string, Estimate> = {};
  for (const depth of DEPTHS) {
    const shares = answered.map(({ evidence, found }) => {
      const top = new Set(found.slice(0, depth));
      return evidence.filter((id) => top.has(id)).length / evidence.length;
    });
    result[`recall@${depth}`] = estimate(shares, seed);
    result[`any@${depth}`] = estimate(
      shares.map((share) => (share > 0 ? 1 : 0)),
      seed,
    );
    result[`all@${depth}`] = estimate(
      shares.map((share) => (share === 1 ? 1 : 0)),
      seed,
    );
  }
  return result;
}

/** The mean of values with its interval; the same seed gives the same interval. */
export function estimate(values: readonly number[], seed: number): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const random = randomOf(seed);
  const means = Array.from({ length: ROUNDS }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (ROUNDS - 1))] ?? mean;
  return { mean, low: at(0.025), high: at(0.975) };
}

/** Mulberry32: numbers from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
