import type { LoraHello } from '../../src/protocol/loraWorkbench';
import { Announcer } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { useGreeting } from '../shared/useGreeting';
import { LoraView } from './LoraView';
import type { LoraChannel } from './state/LoraContext';

/** The LoRA workbench, from the first greeting on. */
export function LoraApp({ channel }: { channel: LoraChannel }): React.JSX.Element {
  const { hello, error, retry } = useGreeting<LoraHello>(channel);
  const slow = useDelayed(hello === null && error === null);
  if (!hello) {
    return (
      <div className="empty" aria-busy={error === null}>
        {error === null ? (
          slow && <p>{t('Reading the adapters…')}</p>
        ) : (
          <Banner text={error} onRetry={retry} />
        )}
      </div>
    );
  }
  return (
    <Announcer>
      <LoraView channel={channel} hello={hello} />
    </Announcer>
  );
}
