import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import type { ReviewChannel } from './state/ReviewContext';

/** What is left when the batch was thrown away elsewhere. */
export function Gone({ channel }: { channel: ReviewChannel }): React.JSX.Element {
  return (
    <div className="empty">
      <Icon name="trash" />
      <p role="status">
        {t('What was proposed here was discarded. Memories that were added before stay in the MemCube.')}
      </p>
      <button type="button" className="text-link" onClick={() => void channel.request('next', null)}>
        {t('Review the Next Source')}
      </button>
    </div>
  );
}
