import type { ReviewLine } from '../../src/engine/model/review';
import { Dialog } from '../shared/Dialog';
import { t } from '../shared/strings';

interface Props {
  readonly risky: readonly ReviewLine[];
  readonly onConfirm: () => void;
  readonly onLook: () => void;
  readonly onClose: () => void;
}

/** Titles that are named. */
const NAMED = 5;

/** Asks before memories are replaced that somebody has changed since the source was read. */
export function ConfirmRisky({ risky, onConfirm, onLook, onClose }: Props): React.JSX.Element {
  return (
    <Dialog
      title={t('Memories have changed since the source was read')}
      confirmLabel={t('Apply All the Same')}
      canConfirm
      onConfirm={onConfirm}
      onClose={onClose}
      note={
        <button type="button" className="text-link" data-autofocus onClick={onLook}>
          {t('Look at them first')}
        </button>
      }
    >
      <p>
        {t(
          'These would replace, or be merged with, memories that are different by now or gone. The present ones are archived, not lost.',
        )}
      </p>
      <ul>
        {risky.slice(0, NAMED).map(({ id, title, stale }) => (
          <li key={id}>
            {title}{' '}
            <span className="dim">
              {stale === 'gone' ? t('the other is gone') : t('the other has changed')}
            </span>
          </li>
        ))}
        {risky.length > NAMED && <li>{t('{0} more', risky.length - NAMED)}</li>}
      </ul>
    </Dialog>
  );
}
