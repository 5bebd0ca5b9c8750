/**
 * Weights that put evidence first: a conditional logit (McFadden, 1974), that is a softmax over the candidates of
 * each question in which the evidence shall have the mass, with an L2 penalty; solved by Newton's method. The
 * problem is convex, so that the answer does not depend on where it starts.
 */

/** The candidates of a question: the parts of each, one row after the other, and the rows that are evidence. */
export interface Choice {
  readonly parts: Float64Array;
  /** What each row gets by parts that are not fitted. */
  readonly given: Float64Array;
  readonly evidence: readonly number[];
}

export interface FitOptions {
  /** Parts in a row. */
  readonly width: number;
  /** Of the sum of squared weights, against the mean loss of a question. */
  readonly penalty: number;
}

const MOST_STEPS = 40;
const ENOUGH = 1e-9;

/** The weight of each part. Questions without evidence among their candidates say nothing. */
export function fit(choices: readonly Choice[], { width, penalty }: FitOptions): number[] {
  const telling = choices.filter(({ evidence }) => evidence.length > 0);
  let weights = new Array<number>(width).fill(0);
  let at = slopeOf(telling, weights, penalty);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solve(at.curvature, at.gradient);
    const gain = direction.reduce((sum, value, i) => sum + value * (at.gradient[i] ?? 0), 0);
    if (gain < ENOUGH) break;
    // Halved until the loss falls (Armijo, 1966).
    for (let share = 1; share > 1e-6; share /= 2) {
      const next = weights.map((weight, i) => weight - share * (direction[i] ?? 0));
      const there = slopeOf(telling, next, penalty);
      if (there.loss > at.loss - 1e-4 * share * gain) continue;
      [weights, at] = [next, there];
      break;
    }
  }
  return weights;
}

interface Slope {
  readonly loss: number;
  readonly gradient: number[];
  readonly curvature: number[][];
}

function slopeOf(choices: readonly Choice[], weights: readonly number[], penalty: number): Slope {
  const width = weights.length;
  const gradient = Float64Array.from(weights, (weight) => penalty * weight);
  const curvature = new Float64Array(width * width);
  for (let i = 0; i < width; i++) curvature[i * width + i] = penalty;
  let loss = (penalty / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0);
  const share = 1 / Math.max(1, choices.length);
  const mean = new Float64Array(width);
  for (const { parts, given, evidence } of choices) {
    const odds = softmax(parts, given, weights);
    mean.fill(0);
    for (let row = 0; row < odds.length; row++) {
      for (let i = 0; i < width; i++) mean[i]! += odds[row]! * parts[row * width + i]!;
    }
    for (let row = 0; row < odds.length; row++) {
      if (odds[row]! < 1e-9) continue;
      for (let i = 0; i < width; i++) {
        const apart = share * odds[row]! * (parts[row * width + i]! - mean[i]!);
        for (let j = 0; j < width; j++)
          curvature[i * width + j]! += apart * (parts[row * width + j]! - mean[j]!);
      }
    }
    for (const row of evidence) {
      const part = share / evidence.length;
      loss -= part * Math.log(Math.max(1e-300, odds[row] ?? 0));
      for (let i = 0; i < width; i++) gradient[i]! += part * (mean[i]! - parts[row * width + i]!);
    }
  }
  return {
    loss,
    gradient: [...gradient],
    curvature: weights.map((_, i) => [...curvature.subarray(i * width, (i + 1) * width)]),
  };
}

/** What share of the mass each row has. */
function softmax(parts: Float64Array, given: Float64Array, weights: readonly number[]): Float64Array {
  const odds = new Float64Array(parts.length / weights.length);
  let most = -Infinity;
  for (let row = 0; row < odds.length; row++) {
    odds[row] = given[row]! + scoreOf(parts, row, weights);
    most = Math.max(most, odds[row]!);
  }
  let sum = 0;
  for (let row = 0; row < odds.length; row++) {
    odds[row] = Math.exp(odds[row]! - most);
    sum += odds[row]!;
  }
  for (let row = 0; row < odds.length; row++) odds[row]! /= sum;
  return odds;
}

/** The score of a row by what is fitted. */
export function scoreOf(parts: Float64Array, row: number, weights: readonly number[]): number {
  let score = 0;
  for (let i = 0; i < weights.length; i++) score += weights[i]! * parts[row * weights.length + i]!;
  return score;
}

/** Solves a positive definite system by Gaussian elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] ?? [];
    for (const other of rows.slice(i + 1)) {
      const factor = (other[i] ?? 0) / (pivot[i] ?? 1);
      for (let j = i; j <= size; j++) other[j] = (other[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  const answer = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    let rest = row[size] ?? 0;
    for (let j = i + 1; j < size; j++) rest -= (row[j] ?? 0) * (answer[j] ?? 0);
    answer[i] = rest / (row[i] ?? 1);
  }
  return answer;
}
