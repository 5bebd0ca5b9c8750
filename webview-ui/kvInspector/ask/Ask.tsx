import { useEffect, useRef } from 'react';
import type { KvRow } from '../../../src/engine/model/kvItem';
import type { KvAsk } from '../../../src/protocol/kvInspector';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { AskBar } from './AskBar';
import { AskEntry } from './AskEntry';
import { useAsking } from './useAsking';

/** Questions to the model with the item as the beginning of the prompt, and what it cost to answer them. */
export function Ask({ row, asks }: { row: KvRow; asks: readonly KvAsk[] }): React.JSX.Element {
  const { running, ask, stop } = useAsking(row.id);
  const end = useRef<HTMLDivElement>(null);
  const length = running?.answer.length ?? 0;
  // Browsers give a promise back for scrolling, which an effect must not.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [asks.length, length]);
  const full = Math.max(1, ...asks.map(({ ttftMs }) => ttftMs));
  return (
    <div className="kv-ask">
      <div className="kv-asks" role="log" aria-label={t('Questions and answers')} tabIndex={0}>
        {asks.length === 0 && !running && (
          <div className="empty">
            <Icon name="comment-discussion" />
            <p>
              {t(
                'Ask about what this item holds. The model need not read it again: ask twice and see how much sooner the answer begins.',
              )}
            </p>
          </div>
        )}
        {asks.map((entry) => (
          <AskEntry
            key={entry.id}
            entry={entry}
            full={full}
            onCompare={running || entry.cold ? undefined : () => void ask(entry.question, true)}
          />
        ))}
        {running && (
          <article className="kv-entry" aria-busy="true">
            <p className="kv-question">{running.question}</p>
            <p className="kv-answer">
              {running.answer}
              <span className="kv-caret" aria-hidden="true" />
              {running.answer === '' && (
                <span className="dim">
                  {running.cold ? t('Reading everything anew…') : t('Getting the item ready…')}
                </span>
              )}
            </p>
          </article>
        )}
        <div ref={end} />
      </div>
      <AskBar running={running !== undefined} onAsk={(question) => void ask(question, false)} onStop={stop} />
    </div>
  );
}
