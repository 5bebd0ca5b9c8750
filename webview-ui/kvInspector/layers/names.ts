import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import type { Heat, HeatColumn, HeatRow } from './heat';

/** What a column is called. */
export function columnName(column: HeatColumn): string {
  if ('from' in column) return t('from {0}', formatNumber(column.from));
  const names = {
    std: t('Std'),
    mean: t('Mean'),
    min: t('Min'),
    max: t('Max'),
    absMax: t('Largest'),
  };
  return names[column.statistic];
}

/** What a row is called; layers of a second cache are told apart. */
export function rowName({ cache, layer }: HeatRow, { rows }: Heat): string {
  return rows.some((row) => row.cache !== cache) ? `${cache + 1}:${layer}` : String(layer);
}
