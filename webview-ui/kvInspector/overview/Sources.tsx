import type { KvRow } from '../../../src/engine/model/kvItem';
import type { KvDetail } from '../../../src/protocol/kvInspector';
import { Icon } from '../../shared/Icon';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { useKv } from '../state/KvContext';

/** The memories that an item was made from, and which of them say something else now. */
export function Sources(props: {
  row: KvRow;
  item: NonNullable<KvDetail['item']>;
}): React.JSX.Element | null {
  const { channel, attempt } = useKv();
  const { sources } = props.item;
  if (sources.length === 0) return null;
  const changes = new Map(props.row.changes.map((change) => [change.source.key, change.kind]));
  return (
    <Section title={t('Memories')}>
      <ol className="kv-sources">
        {sources.map(({ key, title }) => {
          const change = changes.get(key);
          return (
            <li key={key}>
              <button
                type="button"
                className="text-link"
                disabled={change === 'removed'}
                onClick={() => void attempt(channel.request('reveal', { key }))}
              >
                {title || key}
              </button>
              {change !== undefined && (
                <span className="attention">
                  <Icon name="warning" /> {change === 'removed' ? t('removed') : t('changed')}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
