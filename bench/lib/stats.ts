/** The middle of some numbers, and how far they reach. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
  readonly count: number;
}

/** Spread of at least one number; throws a RangeError for none. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('There is nothing to take the median of.');
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    min: sorted[0]!,
    max: sorted.at(-1)!,
    p95: quantile(sorted, 0.95),
    count: sorted.length,
  };
}

/** The one number that stands for a series: its median, or what is asked for. */
export function figureOf(values: readonly number[], of?: 'p95' | 'mean'): number {
  if (of === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length;
  const { median, p95 } = spreadOf(values);
  return of === 'p95' ? p95 : median;
}

/** Quantile of sorted numbers, linear between two neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}
