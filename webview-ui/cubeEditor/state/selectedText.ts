import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';

/**
 * How many memories are selected. `of` is the number of rows that are listed, where only those that have been
 * loaded could be selected; 0 where nothing is left out.
 */
export function selectedText(count: number, of: number): string {
  if (of <= count) return t('Selected: {0}', formatNumber(count));
  return t('Selected: {0} of {1} shown', formatNumber(count), formatNumber(of));
}
