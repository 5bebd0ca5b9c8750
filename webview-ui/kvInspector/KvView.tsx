import { useEffect } from 'react';
import type { KvHello } from '../../src/protocol/kvInspector';
import { Banner } from '../shared/Banner';
import { ErrorBoundary } from '../shared/ErrorBoundary';
import { t } from '../shared/strings';
import { Building } from './Building';
import { Empty } from './Empty';
import { Header } from './Header';
import { ItemList } from './ItemList';
import { ItemPage } from './ItemPage';
import { KvContext, type KvChannel } from './state/KvContext';
import { useKvModel } from './state/useKvModel';

/** The KV items of a cube by tier, and the chosen one in full. */
export function KvView(props: { channel: KvChannel; hello: KvHello }): React.JSX.Element {
  const { model, failure, dismiss } = useKvModel(props.channel, props.hello);
  const { rows, jobs } = model.state;
  useEffect(() => document.getElementById('items')?.focus(), []);
  return (
    <KvContext.Provider value={model}>
      <main className="whole-view">
        <Header />
        {failure !== null && <Banner text={failure} onDismiss={dismiss} />}
        {jobs.map((job) => (
          <Building key={job.item ?? `new ${job.title}`} job={job} />
        ))}
        {rows.length === 0 ? (
          <Empty />
        ) : (
          <div className="split-view">
            <ErrorBoundary>
              <section className="split-list" aria-label={t('KV items')}>
                <ItemList />
              </section>
              {model.selected && (
                <section className="split-page" aria-label={t('KV item')}>
                  <ItemPage row={model.selected} />
                </section>
              )}
            </ErrorBoundary>
          </div>
        )}
      </main>
    </KvContext.Provider>
  );
}
