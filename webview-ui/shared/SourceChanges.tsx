import { useMemo, useState } from 'react';
import type { SourceChange } from '../../src/engine/model/derived';
import { formatNumber } from './format';
import { Icon } from './Icon';
import { Pieces } from './Pieces';
import { t } from './strings';
import { wordDiff } from './wordDiff';

interface Actions {
  readonly onDiff: (key: string) => void;
  readonly onReveal: (key: string) => void;
}

interface Props extends Actions {
  readonly changes: readonly SourceChange[];
  /** What that means, in a sentence; '' for nothing. */
  readonly note: string;
}

/** What has happened to the memories that something was made from, with the words that differ. */
export function SourceChanges({ changes, note, ...actions }: Props): React.JSX.Element {
  const [open, setOpen] = useState(true);
  return (
    <section className="source-changes" aria-label={t('What has changed')}>
      <button
        type="button"
        className="source-changes-head"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} />
        <Icon name="warning" className="attention" />
        <span>
          {changes.length === 1
            ? t('One of its memories says something else now.')
            : t('{0} of its memories say something else now.', formatNumber(changes.length))}{' '}
          {note}
        </span>
      </button>
      {open && (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.source.key} change={change} {...actions} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ChangeLine({ change, onDiff, onReveal }: Actions & { change: SourceChange }): React.JSX.Element {
  const { key, title, text } = change.source;
  const now = change.kind === 'changed' ? change.text : '';
  const pieces = useMemo(() => wordDiff(text, now), [text, now]);
  return (
    <li>
      <div className="source-change-head">
        <span className="source-change-title">{title}</span>
        {change.kind === 'changed' && (
          <>
            <button type="button" className="text-link" onClick={() => onDiff(key)}>
              {t('Open Diff')}
            </button>
            <button type="button" className="text-link" onClick={() => onReveal(key)}>
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
        <div className="source-sides">
          <p className="memory-text" aria-label={t('As it was taken in')}>
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
