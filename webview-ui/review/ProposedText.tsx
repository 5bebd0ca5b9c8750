import { useEffect, useRef } from 'react';
import type { ReviewDetail, ReviewLine } from '../../src/engine/model/review';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { t } from '../shared/strings';
import { Pieces } from '../shared/Pieces';
import { useReview } from './state/ReviewContext';
import type { Piece } from '../shared/wordDiff';

interface Props {
  readonly detail: ReviewDetail;
  readonly line: ReviewLine;
  /** The text in pieces, where it is compared with another. */
  readonly pieces?: readonly Piece[] | undefined;
}

/** The proposed text; it can be changed before it is accepted. */
export function ProposedText({ detail, line, pieces }: Props): React.JSX.Element {
  const { draft, setDraft, editing, setEditing, canDecide } = useReview();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft ?? detail.edited ?? detail.text;
  const changed = text !== detail.text;
  const may = canDecide && !line.applied;
  const open = may && (editing || draft !== undefined);
  useEffect(() => {
    if (editing) field.current?.focus();
  }, [editing, detail.id]);
  const leave = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    setEditing(false);
    document.getElementById('proposals')?.focus();
  };
  return (
    <div className="proposed-text">
      <div className="section-head">
        <h2>{changed ? t('Proposed, edited') : t('Proposed')}</h2>
        {changed && may && (
          <button type="button" className="text-link" onClick={() => setDraft(detail.text)}>
            {t('Back to what was read')}
          </button>
        )}
        {may && !open && (
          <IconButton icon="edit" label={t('Edit the text (E)')} onClick={() => setEditing(true)} />
        )}
      </div>
      {open ? (
        <>
          <textarea
            ref={field}
            className="field boxed"
            aria-label={t('Text of the memory')}
            data-dirty={draft !== undefined}
            aria-invalid={text.trim() === ''}
            value={text}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={leave}
          />
          {text.trim() === '' ? (
            <p className="invalid-note">{t('A memory needs a text.')}</p>
          ) : (
            <p className="hint dim">
              <Icon name="info" />{' '}
              {t('Ctrl+Enter accepts the text as it is here; Escape goes back to the list.')}
            </p>
          )}
        </>
      ) : (
        <p className="memory-text">{pieces ? <Pieces pieces={pieces} kind="ins" /> : text}</p>
      )}
    </div>
  );
}
