import { useCallback } from 'react';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { useDelayed } from '../../shared/useDelayed';
import { useEditor } from '../state/EditorContext';
import { useLatest } from '../../shared/useLatest';
import { Fields } from './Fields';
import { History } from './History';
import { MemoryHead } from './MemoryHead';
import { Relations } from './Relations';
import { Section } from '../../shared/Section';
import { Sources } from './Sources';
import { Used } from './Used';

/** Everything about one memory. */
export function MemoryPanel({ memory }: { memory: string }): React.JSX.Element | null {
  const { channel, version } = useEditor();
  const request = useCallback(
    (signal: AbortSignal) => channel.request('detail', { key: memory }, signal),
    [channel, memory],
  );
  const { value: detail, loading, error, retry } = useLatest(request, memory, version);
  const slow = useDelayed(loading && detail === undefined);
  if (error !== null && !detail) {
    return (
      <div className="empty" role="alert">
        <Icon name="error" />
        <p>{error}</p>
        <button type="button" className="text-link" onClick={retry}>
          {t('Try again')}
        </button>
      </div>
    );
  }
  if (detail === null) return <div className="empty">{t('This memory is no longer in the cube.')}</div>;
  if (!detail) {
    return slow ? (
      <div aria-label={t('Loading…')}>
        <div className="skeleton" style={{ width: '60%' }} />
        <div className="skeleton" />
        <div className="skeleton" style={{ width: '80%' }} />
      </div>
    ) : null;
  }
  return (
    <div className="memory-panel" key={memory}>
      <MemoryHead detail={detail} />
      {detail.problems.length > 0 && (
        <Section title={t('Problems')}>
          {detail.problems.map(({ severity, text }, index) => (
            <div key={index} className="problem" data-severity={severity}>
              <Icon name={severity === 'error' ? 'error' : 'warning'} />
              <span>{text}</span>
            </div>
          ))}
        </Section>
      )}
      <Fields detail={detail} />
      {detail.vector?.stale && (
        <Section title={t('Vector')}>
          <div className="attention">{t('Stale: the text was edited after the vector was made.')}</div>
        </Section>
      )}
      <Sources sources={detail.sources} />
      <Relations detail={detail} />
      <Used uses={detail.uses} type={detail.row.type} />
      <History memory={memory} />
    </div>
  );
}
