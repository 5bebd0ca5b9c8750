import type { SortKey } from '../../../src/protocol/cubeEditor';
import { t } from '../../shared/strings';

export interface Column {
  readonly id: 'title' | 'heat' | 'uses' | 'tokens' | 'changed';
  readonly label: string;
  readonly tip: string;
  readonly sort: SortKey | null;
}

/** The columns of the outline, in order. */
export function columns(): readonly Column[] {
  return [
    { id: 'title', label: t('Memory'), tip: t('Sort by title'), sort: 'title' },
    { id: 'heat', label: t('Heat, 30 d'), tip: t('Uses in each of the last 30 days'), sort: null },
    { id: 'uses', label: t('Uses'), tip: t('Sort by uses'), sort: 'uses' },
    { id: 'tokens', label: t('Tok'), tip: t('Sort by length; tokens are estimated'), sort: 'chars' },
    { id: 'changed', label: t('Changed'), tip: t('Sort by last change'), sort: 'updatedAt' },
  ];
}
