import type { ReviewHello } from '../../src/protocol/reviewView';
import { Announcer } from '../shared/Announcer';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { useGreeting } from '../shared/useGreeting';
import { ReviewView } from './ReviewView';
import type { ReviewChannel } from './state/ReviewContext';

/** The review view, from the first greeting on. */
export function ReviewApp({ channel }: { channel: ReviewChannel }): React.JSX.Element {
  const { hello, error, retry } = useGreeting<ReviewHello>(channel);
  const slow = useDelayed(hello === null && error === null);
  if (hello) {
    return (
      <Announcer>
        <ReviewView key={hello.place.batch} channel={channel} hello={hello} />
      </Announcer>
    );
  }
  return (
    <div className="empty" aria-busy={error === null}>
      {error === null ? (
        slow && <p>{t('Opening…')}</p>
      ) : (
        <div role="alert" className="refused">
          <Icon name="warning" />
          <p>{error}</p>
          <button type="button" className="text-link" onClick={retry}>
            {t('Try again')}
          </button>
        </div>
      )}
    </div>
  );
}
