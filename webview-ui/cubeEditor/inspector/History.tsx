import { useCallback } from 'react';
import type { HistoryItem } from '../../../src/protocol/cubeEditor';
import { formatDateTime } from '../../shared/format';
import { t } from '../../shared/strings';
import { actorName } from '../../shared/actorNames';
import { fieldName } from '../../shared/fieldNames';
import { useEditor } from '../state/EditorContext';
import { useLatest } from '../../shared/useLatest';
import { Section } from '../../shared/Section';

/** What happened to a memory, newest first, with a way to compare and to go back. */
export function History({ memory }: { memory: string }): React.JSX.Element {
  const { channel, version } = useEditor();
  const request = useCallback(
    (signal: AbortSignal) => channel.request('history', { key: memory }, signal),
    [channel, memory],
  );
  const { value, error, retry } = useLatest(request, memory, version);
  return (
    <Section title={t('History')}>
      {error !== null && !value && (
        <div>
          <span className="attention">{error}</span>{' '}
          <button type="button" className="text-link" onClick={retry}>
            {t('Try again')}
          </button>
        </div>
      )}
      {value?.length === 0 && <div className="dim">{t('No changes recorded yet')}</div>}
      <ol className="history">
        {value?.map((item) => (
          <Entry key={item.id} item={item} memory={memory} />
        ))}
      </ol>
    </Section>
  );
}

function Entry({ item, memory }: { item: HistoryItem; memory: string }): React.JSX.Element {
  const { channel, actions, summary } = useEditor();
  const params = { key: memory, entry: item.id };
  const when = formatDateTime(item.at);
  return (
    <li>
      <div className="history-head">
        <span className="history-what">{item.reason || item.what.map(fieldName).join(', ')}</span>
        {!item.saved && <span className="attention">{t('not saved')}</span>}
      </div>
      <div className="history-line">
        <span className="dim">
          {actorName(item.actor)}, {when}
        </span>
        <span className="history-actions">
          <button
            type="button"
            className="text-link"
            aria-label={t('Compare with {0}', when)}
            onClick={() => void actions.attempt(channel.request('diff', params))}
          >
            {t('diff')}
          </button>
          {!summary.readOnly && (
            <button
              type="button"
              className="text-link"
              aria-label={t('Restore as of {0}', when)}
              onClick={() => void actions.attempt(channel.request('restore', params))}
            >
              {t('restore')}
            </button>
          )}
        </span>
      </div>
    </li>
  );
}
