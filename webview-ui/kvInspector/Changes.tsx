import { useMemo, useState } from 'react';
import type { SourceChange } from '../../src/engine/model/derived';
import type { KvRow } from '../../src/engine/model/kvItem';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Pieces } from '../shared/Pieces';
import { t } from '../shared/strings';
import { wordDiff } from '../shared/wordDiff';
import { useKv } from './state/KvContext';

/** What has happened to the memories of an item since it was built, with the words that differ. */
export function Changes({ row, keeps }: { row: KvRow; keeps: number }): React.JSX.Element {
  const [open, setOpen] = useState(true);
  const { changes, tokens } = row;
  return (
    <section className="kv-changes" aria-label={t('What has changed')}>
      <button type="button" className="kv-changes-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'chevron-down' : 'chevron-right'} />
        <Icon name="warning" className="attention" />
        <span>
          {changes.length === 1
            ? t('One of its memories says something else now.')
            : t('{0} of its memories say something else now.', formatNumber(changes.length))}{' '}
          {keeps > 0 &&
            t(
              'The first {0} of {1} tokens can still be used.',
              formatNumber(Math.min(keeps, tokens)),
              formatNumber(tokens),
            )}
        </span>
      </button>
      {open && (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.source.key} row={row} change={change} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ChangeLine({ row, change }: { row: KvRow; change: SourceChange }): React.JSX.Element {
  const { channel, attempt } = useKv();
  const { key, title, text } = change.source;
  const now = change.kind === 'changed' ? change.text : '';
  const pieces = useMemo(() => wordDiff(text, now), [text, now]);
  return (
    <li>
      <div className="kv-change-head">
        <span className="kv-change-title">{title}</span>
        {change.kind === 'changed' && (
          <>
            <button
              type="button"
              className="text-link"
              onClick={() => void attempt(channel.request('diff', { id: row.id, key }))}
            >
              {t('Open Diff')}
            </button>
            <button
              type="button"
              className="text-link"
              onClick={() => void attempt(channel.request('reveal', { key }))}
            >
              {t('Show in the MemCube')}
            </button>
          </>
        )}
      </div>
      {change.kind === 'removed' ? (
        <p className="memory-text">
          <del>{text}</del> <span className="dim">{t('It is not in the MemCube any more.')}</span>
        </p>
      ) : (
        <div className="kv-sides">
          <p className="memory-text" aria-label={t('As the item has it')}>
            {pieces ? <Pieces pieces={pieces.before} kind="del" /> : text}
          </p>
          <p className="memory-text" aria-label={t('As it is now')}>
            {pieces ? <Pieces pieces={pieces.after} kind="ins" /> : now}
          </p>
        </div>
      )}
    </li>
  );
}
