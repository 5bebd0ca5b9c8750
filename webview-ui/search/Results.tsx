import { formatMeasure, formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { HitList } from './HitList';
import { Legend } from './Legend';
import { Start } from './Start';
import { EMPTY_QUERY, isTuned } from './state/query';
import { useSearchView } from './state/SearchContext';

/** The list of hits with a line above it that counts them, or what to do where there are none. */
export function Results(): React.JSX.Element {
  const { query, set, result, searching } = useSearchView();
  if (query.text.trim() === '') return <Start />;
  if (!result) return <div className="empty" aria-busy="true" />;
  const { hits, candidates, costs, note } = result;
  const ms = costs.reduce((sum, cost) => sum + cost.ms, 0);
  if (hits.length === 0) {
    const { text, topK } = query;
    return (
      <div className="empty">
        <Icon name="search-stop" />
        <p>
          {candidates > 0
            ? t('{0} memories came up, and none passed the filters and limits.', formatNumber(candidates))
            : t('Nothing in this MemCube answers that.')}
        </p>
        {isTuned(query) && (
          <button
            type="button"
            className="text-link"
            onClick={() => set({ ...EMPTY_QUERY, text, topK }, true)}
          >
            {t('Search without filters, limits and own weights')}
          </button>
        )}
        {note !== undefined && <p className="small">{note}</p>}
      </div>
    );
  }
  return (
    <>
      <div className="results-head" aria-busy={searching}>
        <span>
          {t('{0} of {1} candidates', formatNumber(hits.length), formatNumber(candidates))}
          <span className="dim"> · {t('{0} ms', formatMeasure(ms, 2))}</span>
        </span>
        <Legend hits={hits} />
      </div>
      <HitList hits={hits} />
    </>
  );
}
