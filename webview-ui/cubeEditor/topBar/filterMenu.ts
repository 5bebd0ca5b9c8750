import type { CubeSummary, Facet, Filter } from '../../../src/protocol/cubeEditor';
import { formatNumber } from '../../shared/format';
import type { MenuItem } from '../../shared/menuTypes';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';
import { toggled } from '../state/navigation';

const PERIODS = [1, 7, 30, 90, 365];

/** What can be filtered by, with the number of memories of each. */
export function filterMenu(
  filter: Filter,
  summary: CubeSummary,
  set: (part: Partial<Filter>) => void,
): readonly MenuItem[] {
  return [
    {
      label: t('Type'),
      icon: 'symbol-class',
      children: lines(summary.types, filter.types, typeName, (types) => set({ types }), true),
    },
    {
      label: t('Status'),
      icon: 'pass',
      children: lines(summary.statuses, filter.statuses, statusName, (statuses) => set({ statuses })),
    },
    {
      label: t('Tag'),
      icon: 'tag',
      children: lines(
        summary.tags,
        filter.tags,
        (tag) => tag,
        (tags) => set({ tags }),
      ),
    },
    {
      label: t('Used or changed'),
      icon: 'history',
      children: PERIODS.map((days) => ({
        label: t('In the last {0} d', days),
        checked: filter.usedWithinDays === days,
        run: () => set({ usedWithinDays: filter.usedWithinDays === days ? undefined : days }),
      })),
    },
  ];
}

function lines(
  facets: readonly Facet[],
  chosen: readonly string[],
  name: (value: string) => string,
  set: (values: readonly string[]) => void,
  dots = false,
): readonly MenuItem[] {
  return facets.map(({ value, count }) => ({
    label: name(value),
    checked: chosen.includes(value),
    note: formatNumber(count),
    ...(dots ? { dot: value } : {}),
    run: () => set(toggled(chosen, value)),
  }));
}
