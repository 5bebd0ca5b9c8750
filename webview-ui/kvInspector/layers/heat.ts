import type { TensorStatistics } from '../../../src/engine/model/activationReport';
import type { KvStateMap } from '../../../src/engine/model/kvState';
import { formatNumber } from '../../shared/format';
import { rangeOf, type Heat, type HeatColumn } from '../../shared/heat/heat';
import { t } from '../../shared/strings';

/** Keys or values. */
export type Half = 'key' | 'value';
/** Lengths of the vectors along the text, or statistics of all numbers of a layer. */
export type Measure = 'norms' | 'statistics';

/** Statistics that are shown, in this order. */
export const STATISTICS = ['std', 'mean', 'min', 'max', 'absMax'] as const;
export type Statistic = (typeof STATISTICS)[number];

/**
 * What is drawn of a map: layers downwards, portions of the text or statistics across. Lengths compare with each
 * other, statistics each within itself.
 */
export function heatOf({ buckets, layers }: KvStateMap, half: Half, measure: Measure): Heat {
  const caches = new Set(layers.map(({ cache }) => cache)).size;
  const rows = layers.map(({ cache, layer, key, value, keyNorms, valueNorms }) => {
    const statistics = half === 'key' ? key : value;
    const norms = half === 'key' ? keyNorms : valueNorms;
    return {
      // More than one cache only for models with a sliding window.
      name: caches > 1 ? `${cache + 1}:${layer}` : String(layer),
      values: measure === 'norms' ? norms : valuesOf(statistics),
    };
  });
  const columns = measure === 'norms' ? buckets.map(portion) : STATISTICS.map(statisticColumn);
  const perColumn = columns.map((_, at) => rangeOf(rows.map(({ values }) => values[at] ?? null)));
  const all = rangeOf(rows.flatMap(({ values }) => values));
  return {
    label: t('Numbers of each layer'),
    rowTitle: t('Layer'),
    rowLabel: (name) => t('Layer {0}', name),
    columns,
    rows,
    ranges: measure === 'norms' ? columns.map(() => all) : perColumn,
  };
}

function portion(from: number, at: number): HeatColumn {
  return { name: t('from {0}', formatNumber(from)), mark: at % 4 === 0 ? formatNumber(from) : '' };
}

function statisticColumn(statistic: Statistic): HeatColumn {
  const names = { std: t('Std'), mean: t('Mean'), min: t('Min'), max: t('Max'), absMax: t('Largest') };
  return { name: names[statistic], mark: names[statistic] };
}

function valuesOf(statistics: TensorStatistics | null): (number | null)[] {
  return STATISTICS.map((name) => statistics?.[name] ?? null);
}
