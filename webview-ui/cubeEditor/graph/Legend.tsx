import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { typeName } from '../../shared/typeNames';
import { useEditor } from '../state/EditorContext';
import { isEmptyFilter } from '../state/navigation';

/** The most that the host draws. */
const MOST = 5000;

/** What the colours and borders mean. A press on a type hides it from the picture or shows it again. */
export function Legend({ shown, available }: { shown: number; available: number }): React.JSX.Element {
  const { summary, nav, dispatch, spotlight } = useEditor();
  const filtered = !isEmptyFilter(nav.filter);
  return (
    <div className="legend" role="group" aria-label={t('Legend')}>
      <div className="legend-types">
        {summary.types.map(({ value, count }) => (
          <button
            key={value}
            type="button"
            data-type={value}
            aria-pressed={!nav.hiddenTypes.includes(value)}
            title={`${typeName(value)}, ${formatNumber(count)}: ${
              nav.hiddenTypes.includes(value) ? t('Show in the graph') : t('Hide from the graph')
            }`}
            onClick={() => dispatch({ do: 'toggleType', type: value })}
          >
            <i className="dot" />
            <span className="legend-name">
              {typeName(value)} <span className="dim">{formatNumber(count)}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="legend-notes dim">
        <span className="legend-name">{t('dashed: archived')}</span>
        <span className="legend-name">{t('size: uses')}</span>
        {spotlight.spot ? (
          <span className="legend-name">{t('halo: in the spotlight')}</span>
        ) : (
          filtered && <span className="legend-name">{t('halo: matches')}</span>
        )}
        {available > shown && (
          <span>
            {t('shown: {0} of {1}', formatNumber(shown), formatNumber(available))}{' '}
            <button
              type="button"
              className="text-link"
              onClick={() =>
                dispatch({ do: 'set', values: { graphLimit: Math.min(MOST, nav.graphLimit * 2) } })
              }
            >
              {t('more')}
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
