import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { LEAST_TOP_K, MOST_TOP_K } from './state/query';
import { useSearchView } from './state/SearchContext';

/** How many hits, and from which score on. */
export function Limits(): React.JSX.Element {
  const { query, set } = useSearchView();
  const setTopK = (value: number): void => {
    if (Number.isInteger(value)) set({ topK: Math.min(MOST_TOP_K, Math.max(LEAST_TOP_K, value)) });
  };
  return (
    <Section title={t('Limits')}>
      <label className="limit">
        <span>{t('Most results')}</span>
        <input
          type="number"
          className="field boxed"
          min={LEAST_TOP_K}
          max={MOST_TOP_K}
          value={query.topK}
          onChange={(event) => setTopK(event.target.valueAsNumber)}
        />
      </label>
      <label className="limit">
        <span>{t('Lowest score')}</span>
        <input
          type="number"
          className="field boxed"
          step="any"
          value={query.threshold ?? ''}
          placeholder={t('none')}
          onChange={({ target: { valueAsNumber } }) =>
            set({ threshold: Number.isFinite(valueAsNumber) ? valueAsNumber : null })
          }
        />
      </label>
    </Section>
  );
}
