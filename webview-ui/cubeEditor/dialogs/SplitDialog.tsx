import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { useRef, useState } from 'react';
import { Dialog } from '../../shared/Dialog';
import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { useRows } from '../bulk/useRows';
import { useEditor } from '../state/EditorContext';
import { cutPart, joinPart, proposeParts } from './parts';

/** Makes several memories of one: a field for each part, cut at the cursor and joined at will. */
export function SplitDialog({ memory, onClose }: { memory: string; onClose: () => void }): React.JSX.Element {
  const { actions, dispatch } = useEditor();
  const [detail] = useRows([memory]);
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const fields = useRef<(HTMLTextAreaElement | null)[]>([]);
  const current = useRef(0);
  const parts = draft ?? (detail ? proposeParts(detail.memory) : []);
  const filled = parts.map((part) => part.trim()).filter((part) => part !== '');
  const cut = (): void => {
    const field = fields.current[current.current];
    if (field) setDraft(cutPart(parts, current.current, field.selectionStart));
  };
  const split = async (): Promise<void> => {
    const keys = await actions.edit({ kind: 'split', key: memory, parts: filled }, t('Split.'));
    if (!keys) return;
    dispatch({ do: 'select', keys, active: keys.at(-1) ?? null });
    onClose();
  };
  return (
    <Dialog
      title={t('Split memory')}
      confirmLabel={t('Split')}
      canConfirm={filled.length > 1}
      onConfirm={() => void split()}
      onClose={onClose}
      note={t('Parts: {0}', filled.length)}
    >
      {parts.map((part, index) => (
        <div key={index} className="part">
          <textarea
            ref={(field) => void (fields.current[index] = field)}
            className="field boxed"
            rows={2}
            aria-label={t('Part {0}', index + 1)}
            data-autofocus={index === 0 ? true : undefined}
            value={part}
            onFocus={() => (current.current = index)}
            onChange={(event) =>
              setDraft(parts.map((other, place) => (place === index ? event.target.value : other)))
            }
          />
          <IconButton
            icon="arrow-up"
            label={t('Join part {0} with the one before', index + 1)}
            disabled={index === 0}
            onClick={() => setDraft(joinPart(parts, index))}
          />
        </div>
      ))}
      <div className="bulk-actions">
        <VscodeButton
          secondary
          icon="split-horizontal"
          onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
          onClick={cut}
        >
          {t('Cut at Cursor')}
        </VscodeButton>
        <VscodeButton secondary icon="add" onClick={() => setDraft([...parts, ''])}>
          {t('Add Part')}
        </VscodeButton>
      </div>
    </Dialog>
  );
}
