import { useId, useState } from 'react';
import { Dialog } from '../../shared/Dialog';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { useRows } from '../bulk/useRows';
import { useEditor } from '../state/EditorContext';

/** Makes one memory of several. The text begins as all of theirs and is the person's to shorten. */
export function MergeDialog({
  keys,
  onClose,
}: {
  keys: readonly string[];
  onClose: () => void;
}): React.JSX.Element {
  const { actions, dispatch } = useEditor();
  const details = useRows(keys);
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const text = draft ?? details.map(({ memory }) => memory.trim()).join('\n\n');
  const complete = details.length === keys.length;
  const merge = async (): Promise<void> => {
    const merged = await actions.edit({ kind: 'merge', keys, memory: text }, t('Merged.'));
    if (!merged) return;
    dispatch({ do: 'select', keys: merged.slice(0, 1), active: merged[0] ?? null });
    onClose();
  };
  return (
    <Dialog
      title={t('Merge memories')}
      confirmLabel={t('Merge')}
      canConfirm={complete && text.trim() !== ''}
      onConfirm={() => void merge()}
      onClose={onClose}
      note={
        complete
          ? t('Characters: {0}', formatNumber(text.length))
          : t('At most 50 memories can be merged at once.')
      }
    >
      <ul className="bulk-list">
        {details.map(({ row }) => (
          <li key={row.key} data-type={row.type}>
            <i className="dot" data-status={row.status} />
            <span>{row.title}</span>
          </li>
        ))}
      </ul>
      <div>
        <label htmlFor={id}>{t('Text of the merged memory')}</label>
        <textarea
          id={id}
          className="field boxed"
          rows={9}
          data-autofocus
          value={text}
          onChange={(event) => setDraft(event.target.value)}
        />
      </div>
      <div className="dim">
        {t('The memories stay in the cube as archived, with a relation to the new one.')}
      </div>
    </Dialog>
  );
}
