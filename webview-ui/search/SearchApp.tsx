import { Announcer } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { SearchView } from './SearchView';
import type { SearchChannel } from './state/SearchContext';
import { useHello } from './state/useHello';

/** The search view, from the first greeting on. */
export function SearchApp({ channel }: { channel: SearchChannel }): React.JSX.Element {
  const { hello, error, retry } = useHello(channel);
  const slow = useDelayed(hello === null && error === null);
  if (!hello) {
    return (
      <div className="empty" aria-busy="true">
        {error === null ? slow && <p>{t('Opening…')}</p> : <Banner text={error} onRetry={retry} />}
      </div>
    );
  }
  if (hello.cubes.length === 0) {
    return (
      <div className="empty">
        <Icon name="package" />
        <p>{t('There is no MemCube to search. Open a folder with one, or the demo from the Cubes view.')}</p>
      </div>
    );
  }
  return (
    <Announcer>
      <SearchView channel={channel} hello={hello} />
    </Announcer>
  );
}
