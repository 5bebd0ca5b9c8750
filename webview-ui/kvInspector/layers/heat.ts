import type { TensorStatistics } from '../../../src/engine/model/activationReport';
import type { KvStateMap } from '../../../src/engine/model/kvState';

/** Keys or values. */
export type Half = 'key' | 'value';
/** Lengths of the vectors along the text, or statistics of all numbers of a layer. */
export type Measure = 'norms' | 'statistics';

/** Statistics that are shown, in this order. */
export const STATISTICS = ['std', 'mean', 'min', 'max', 'absMax'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** A column: a portion of the text by its first token, or a statistic. */
export type HeatColumn = { readonly from: number } | { readonly statistic: Statistic };

export interface HeatRow {
  /** Place of the cache; more than one only for models with a sliding window. */
  readonly cache: number;
  readonly layer: number;
  /** null where there is no number. */
  readonly values: readonly (number | null)[];
}

export interface Heat {
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly HeatRow[];
  /** Smallest and largest of each column for statistics, of all of them for lengths. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** What is drawn of a map. */
export function heatOf({ buckets, layers }: KvStateMap, half: Half, measure: Measure): Heat {
  const columns: HeatColumn[] =
    measure === 'norms' ? buckets.map((from) => ({ from })) : STATISTICS.map((statistic) => ({ statistic }));
  const rows = layers.map(({ cache, layer, key, value, keyNorms, valueNorms }) => {
    const statistics = half === 'key' ? key : value;
    const norms = half === 'key' ? keyNorms : valueNorms;
    return { cache, layer, values: measure === 'norms' ? norms : valuesOf(statistics) };
  });
  const perColumn = columns.map((_, at) => rangeOf(rows.map(({ values }) => values[at] ?? null)));
  const all = rangeOf(rows.flatMap(({ values }) => values));
  return { columns, rows, ranges: measure === 'norms' ? columns.map(() => all) : perColumn };
}

/** How strongly a cell is coloured, from 0 to 1; null for none. */
export function shareOf(heat: Heat, value: number | null, column: number): number | null {
  const range = heat.ranges[column];
  if (value === null || !range) return null;
  const [least, most] = range;
  return most > least ? (value - least) / (most - least) : 0.5;
}

function valuesOf(statistics: TensorStatistics | null): (number | null)[] {
  return STATISTICS.map((name) => statistics?.[name] ?? null);
}

function rangeOf(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? [0, 0]
    : known.reduce<[number, number]>(
        ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
        [Infinity, -Infinity],
      );
}
