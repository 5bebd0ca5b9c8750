import { useState } from 'react';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useReview } from './state/ReviewContext';

/** Notes that are shown before one asks for more. */
const FEW = 2;

/** What went wrong on the way and where the batch stands, with the way on. */
export function Notices(): React.JSX.Element {
  const { state, channel, attempt } = useReview();
  const { head, lost, readOnly } = state;
  return (
    <>
      <Notes notes={head.notes} failed={head.state === 'failed'} />
      {head.state === 'reading' && (
        <Notice icon="book">
          {head.portions.of === null
            ? t('The source is still being read, or reading was interrupted.')
            : t(
                'Read so far: {0} of {1} portions. Decisions can be made when the source is read to the end.',
                formatNumber(head.portions.done),
                formatNumber(head.portions.of),
              )}
        </Notice>
      )}
      {head.state === 'failed' && (
        <Notice icon="debug-restart">
          {t('Read the source again to go on where reading stopped, or discard what was proposed.')}
        </Notice>
      )}
      {lost && (
        <Notice icon="history">
          {t('What was added from here is not in the MemCube any more.')}{' '}
          <button
            type="button"
            className="text-link"
            onClick={() => void attempt(channel.request('reopen', null))}
          >
            {t('Review it again')}
          </button>
        </Notice>
      )}
      {readOnly && <Notice icon="lock">{t('The MemCube is read-only: nothing can be added to it.')}</Notice>}
    </>
  );
}

function Notice({ icon, children }: { icon: string; children: React.ReactNode }): React.JSX.Element {
  return (
    <div className="notice-line" role="note">
      <Icon name={icon} />
      <span>{children}</span>
    </div>
  );
}

function Notes({ notes, failed }: { notes: readonly string[]; failed: boolean }): React.JSX.Element | null {
  const [all, setAll] = useState(false);
  if (notes.length === 0) return null;
  const shown = all ? notes : notes.slice(0, FEW);
  return (
    <div className="notice-line" role="note" data-failed={failed}>
      <Icon name={failed ? 'error' : 'warning'} />
      <ul>
        {shown.map((note, at) => (
          <li key={at}>{note}</li>
        ))}
      </ul>
      {notes.length > shown.length && (
        <button type="button" className="text-link" onClick={() => setAll(true)}>
          {t('Show all: {0}', notes.length)}
        </button>
      )}
    </div>
  );
}
