import { useEffect } from 'react';
import type { Channel } from '../../src/protocol/channel';
import type { TopicsHello, TopicsHostContract, TopicsViewContract } from '../../src/protocol/topicsView';
import { Announcer } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { useGreeting } from '../shared/useGreeting';
import { vscodeApi } from '../shared/vscodeApi';
import { TopicsView } from './TopicsView';

export type TopicsChannel = Channel<TopicsViewContract, TopicsHostContract>;

/** The preview of topics, from the first greeting on. */
export function TopicsApp({ channel }: { channel: TopicsChannel }): React.JSX.Element {
  const { hello, error, retry } = useGreeting<TopicsHello>(channel);
  const slow = useDelayed(hello === null && error === null);
  useEffect(() => {
    if (hello) vscodeApi().setState({ cube: hello.cube });
  }, [hello]);
  if (!hello) {
    return (
      <div className="empty" aria-busy={error === null}>
        {error === null ? slow && <p>{t('Working out topics…')}</p> : <Banner text={error} onRetry={retry} />}
      </div>
    );
  }
  return (
    <Announcer>
      <TopicsView channel={channel} hello={hello} />
    </Announcer>
  );
}
