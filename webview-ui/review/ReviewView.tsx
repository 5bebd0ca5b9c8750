import { useEffect, useState } from 'react';
import type { ReviewHello } from '../../src/protocol/reviewView';
import { Banner } from '../shared/Banner';
import { ErrorBoundary } from '../shared/ErrorBoundary';
import { isTyping } from '../shared/isTyping';
import { t } from '../shared/strings';
import { ConfirmRisky } from './ConfirmRisky';
import { Detail } from './Detail';
import { FilterBar } from './FilterBar';
import { Gone } from './Gone';
import { Header } from './Header';
import { Notices } from './Notices';
import { ProposalList } from './ProposalList';
import { isRisky } from './state/filter';
import { ReviewContext, type ReviewChannel } from './state/ReviewContext';
import { shortcut } from './state/shortcuts';
import { useReviewModel } from './state/useReviewModel';

/** The review: where it comes from, what was proposed, the chosen proposal in detail, and what applying would do. */
export function ReviewView(props: { channel: ReviewChannel; hello: ReviewHello }): React.JSX.Element {
  const { model: plain, failure, dismiss, gone } = useReviewModel(props.channel, props.hello);
  const [asking, setAsking] = useState(false);
  const risky = plain.state.lines.filter(isRisky);
  const model = { ...plain, apply: risky.length > 0 ? () => setAsking(true) : plain.apply };
  useEffect(() => document.getElementById('proposals')?.focus(), []);

  if (gone) return <Gone channel={props.channel} />;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (asking || event.defaultPrevented) return;
    const run = shortcut(event, isTyping(event.target), model);
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <ReviewContext.Provider value={model}>
      <main className="review-view" onKeyDown={onKeyDown} aria-busy={model.busy}>
        <Header />
        {failure !== null && <Banner text={failure} onDismiss={dismiss} />}
        <Notices />
        <FilterBar />
        <div className="review-body">
          <ErrorBoundary>
            <section className="proposals" aria-label={t('Proposals')}>
              <ProposalList />
            </section>
            {model.selected && (
              <aside className="proposal-detail" aria-label={t('Proposal')}>
                <Detail line={model.selected} />
              </aside>
            )}
          </ErrorBoundary>
        </div>
        {asking && (
          <ConfirmRisky
            risky={risky}
            onClose={() => setAsking(false)}
            onLook={() => {
              setAsking(false);
              model.setFilter({ stale: true, outcomes: [], verdicts: [], text: '' });
            }}
            onConfirm={() => {
              setAsking(false);
              plain.apply();
            }}
          />
        )}
      </main>
    </ReviewContext.Provider>
  );
}
