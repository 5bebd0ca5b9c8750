import type { KvHello } from '../../src/protocol/kvInspector';
import { Announcer } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { useGreeting } from '../shared/useGreeting';
import { KvView } from './KvView';
import type { KvChannel } from './state/KvContext';

/** The KV inspector, from the first greeting on. */
export function KvApp({ channel }: { channel: KvChannel }): React.JSX.Element {
  const { hello, error, retry } = useGreeting<KvHello>(channel);
  const slow = useDelayed(hello === null && error === null);
  if (!hello) {
    return (
      <div className="empty" aria-busy={error === null}>
        {error === null ? (
          slow && <p>{t('Reading the KV items…')}</p>
        ) : (
          <Banner text={error} onRetry={retry} />
        )}
      </div>
    );
  }
  return (
    <Announcer>
      <KvView channel={channel} hello={hello} />
    </Announcer>
  );
}
