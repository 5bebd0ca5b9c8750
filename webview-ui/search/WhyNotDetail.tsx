import { useCallback, useMemo } from 'react';
import type { SearchHit, WhyNot } from '../../src/engine/model/search';
import { formatMeasure, formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { useLatest } from '../shared/useLatest';
import { ComparedParts } from './ComparedParts';
import { GateList } from './GateList';
import { queryOf, requestOf } from './state/query';
import { useSearchView } from './state/SearchContext';

/** Why a memory is not among the hits: the gate where it fell, and the smallest change that admits it. */
export function WhyNotDetail(props: { memory: string; version: number }): React.JSX.Element {
  const { channel, cube, query, result, askWhyNot, reveal, set } = useSearchView();
  const { memory, version } = props;
  const request = useMemo(() => ({ cube, request: requestOf(query), key: memory }), [cube, query, memory]);
  const ask = useCallback(
    (signal: AbortSignal) => channel.request('whyNot', request, signal),
    [channel, request],
  );
  const { value, error } = useLatest(ask, memory, version);
  const remedy = value?.answer.remedy;
  const change = remedy?.request;
  return (
    <>
      <section className="section" aria-label={t('Why not this memory?')}>
        <div className="section-head">
          <h2>{t('Why not this memory?')}</h2>
          <IconButton icon="close" label={t('Close')} onClick={() => askWhyNot(null)} />
        </div>
        {value && (
          <button type="button" className="text-link detail-title" onClick={() => reveal(memory, true)}>
            {value.row?.title ?? memory}
          </button>
        )}
        {error !== null && <p role="alert">{error}</p>}
        {value && <p className="verdict">{verdict(value.answer)}</p>}
        {remedy && (
          <div className="remedy">
            <Icon name="lightbulb" />
            <span>{remedy.message}</span>
            {change && (
              <button type="button" className="action-button" onClick={() => set(queryOf(change), true)}>
                {t('Apply this change')}
              </button>
            )}
          </div>
        )}
      </section>
      {value && (
        <>
          <Section title={t('Gates')}>
            <GateList gates={value.answer.gates} />
          </Section>
          {value.answer.score !== undefined && (
            <Section title={t('Score beside the last hit')}>
              <ComparedParts answer={value.answer} last={lastHit(result?.hits)} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

function lastHit(hits: readonly SearchHit[] | undefined): SearchHit | undefined {
  return hits?.at(-1);
}

function verdict({ fell, place, score, lastHit: least }: WhyNot): string {
  if (fell === undefined) {
    return place === undefined
      ? t('It is among the hits.')
      : t('It is among the hits, at place {0}.', formatNumber(place));
  }
  if (score === undefined) return t('It was not scored: it fell before.');
  if (place === undefined || least === undefined) return t('Its score is {0}.', formatMeasure(score));
  return t(
    'Its score {0} puts it at place {1}; the last hit has {2}.',
    formatMeasure(score),
    formatNumber(place),
    formatMeasure(least),
  );
}
