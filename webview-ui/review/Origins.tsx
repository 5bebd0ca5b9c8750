import type { ReviewDetail, ReviewedSource } from '../../src/engine/model/review';
import { Icon } from '../shared/Icon';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { useReview } from './state/ReviewContext';

/** Where a proposal comes from, and what else is known of it. */
export function Origins({ detail }: { detail: ReviewDetail }): React.JSX.Element {
  const { channel, attempt } = useReview();
  const { sources, background, when, entities } = detail;
  return (
    <>
      {sources.length > 0 && (
        <Section title={t('Came from')}>
          <ol className="origins">
            {sources.map((source, at) => (
              <li key={at}>
                <button
                  type="button"
                  className="text-link"
                  onClick={() => void attempt(channel.request('openSource', { id: detail.id, source: at }))}
                >
                  <Icon name="go-to-file" /> {placeOf(source)}
                </button>
                {source.speaker !== '' && <span className="dim"> {source.speaker}</span>}
                {source.time !== '' && <span className="dim"> {source.time}</span>}
                {source.content !== '' && !detail.text.includes(source.content) && (
                  <blockquote>{source.content}</blockquote>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {(when !== '' || entities.length > 0 || background !== '') && (
        <Section title={t('More')}>
          <dl className="facts">
            {when !== '' && (
              <>
                <dt>{t('Speaks of')}</dt>
                <dd>{when}</dd>
              </>
            )}
            {entities.length > 0 && (
              <>
                <dt>{t('Entities')}</dt>
                <dd>{entities.join(', ')}</dd>
              </>
            )}
            {background !== '' && (
              <>
                <dt>{t('Background')}</dt>
                <dd>{background}</dd>
              </>
            )}
          </dl>
        </Section>
      )}
    </>
  );
}

/** A place in a source in words: file, lines, page, turn. */
function placeOf({ name, lines, page, turn }: ReviewedSource): string {
  const parts = [
    name || t('The source'),
    lines === null
      ? ''
      : lines[0] === lines[1]
        ? t('line {0}', lines[0])
        : t('lines {0}–{1}', lines[0], lines[1]),
    page === null ? '' : t('page {0}', page),
    turn === null ? '' : t('turn {0}', turn),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
