import { useEffect } from 'react';
import type { LoraHello } from '../../src/protocol/loraWorkbench';
import { Banner } from '../shared/Banner';
import { ErrorBoundary } from '../shared/ErrorBoundary';
import { t } from '../shared/strings';
import { AdapterList } from './AdapterList';
import { AdapterPage } from './AdapterPage';
import { Empty } from './Empty';
import { Header } from './Header';
import { LoraContext, type LoraChannel } from './state/LoraContext';
import { useLoraModel } from './state/useLoraModel';
import { RunLine } from './training/RunLine';

/** The adapters of a cube, what is being trained, and the chosen one in full. */
export function LoraView(props: { channel: LoraChannel; hello: LoraHello }): React.JSX.Element {
  const { model, failure, dismiss } = useLoraModel(props.channel, props.hello);
  const { rows, runs } = model.state;
  useEffect(() => document.getElementById('adapters')?.focus(), []);
  return (
    <LoraContext.Provider value={model}>
      <main className="whole-view">
        <Header />
        {failure !== null && <Banner text={failure} onDismiss={dismiss} />}
        {runs.map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
        {rows.length === 0 ? (
          <Empty running={runs.length > 0} />
        ) : (
          <div className="split-view">
            <ErrorBoundary>
              <section className="split-list" aria-label={t('Adapters')}>
                <AdapterList />
              </section>
              {model.selected && (
                <section className="split-page" aria-label={t('Adapter')}>
                  <AdapterPage key={model.selected.id} row={model.selected} />
                </section>
              )}
            </ErrorBoundary>
          </div>
        )}
      </main>
    </LoraContext.Provider>
  );
}
