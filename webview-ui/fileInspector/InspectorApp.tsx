import { useEffect } from 'react';
import type { Channel } from '../../src/protocol/channel';
import type {
  InspectorHello,
  InspectorHostContract,
  InspectorViewContract,
} from '../../src/protocol/fileInspector';
import { formatBytes } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { useGreeting } from '../shared/useGreeting';
import { ActivationView } from './ActivationView';
import { AdapterView } from './AdapterView';
import { Refused } from './Refused';

/** The inspector of activation and parametric memory files. It only shows; nothing can be changed here. */
export function InspectorApp(props: {
  channel: Channel<InspectorViewContract, InspectorHostContract>;
}): React.JSX.Element {
  const { channel } = props;
  const { hello, error, retry } = useGreeting<InspectorHello>(channel);
  const slow = useDelayed(hello === null && error === null);
  useEffect(() => channel.on('changed', retry), [channel, retry]);

  if (error !== null) {
    return (
      <div className="empty" role="alert">
        <Icon name="error" />
        <p>{error}</p>
        <button type="button" className="text-link" onClick={retry}>
          {t('Try again')}
        </button>
      </div>
    );
  }
  if (!hello) return <div className="empty">{slow && <p>{t('Reading the file…')}</p>}</div>;
  const facts = [formatBytes(hello.bytes), t('read-only; nothing in the file was run')];
  if (hello.kind === 'activation') facts.unshift(t('Activation memory'));
  if (hello.kind === 'adapter') facts.unshift(t('Parametric memory'));
  return (
    <main className="inspector">
      <header className="inspector-head">
        <h1>{hello.title}</h1>
        <span className="dim">{facts.join(' · ')}</span>
      </header>
      {hello.kind === 'refused' && <Refused refused={hello.refused} />}
      {hello.kind === 'activation' && (
        <ActivationView
          report={hello.report}
          onCopy={(text) => void channel.request('copy', { text }).catch(() => undefined)}
        />
      )}
      {hello.kind === 'adapter' && <AdapterView report={hello.report} />}
    </main>
  );
}
