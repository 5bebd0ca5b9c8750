import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import type { Decision } from '../../src/engine/model/proposal';
import { formatNumber } from '../shared/format';
import { t } from '../shared/strings';
import { counted } from './state/filter';
import { useReview } from './state/ReviewContext';

type Fate = Decision | 'open' | 'applied';

/** What applying would do, and the way to do it; afterwards what is next. */
export function ApplyBar(): React.JSX.Element {
  const { state, canDecide, busy, apply, undoApply, channel, attempt } = useReview();
  const counts = counted(
    state.lines.map(({ applied, decision }): Fate => (applied ? 'applied' : (decision ?? 'open'))),
  );
  const of = (...fates: readonly Fate[]): number =>
    fates.reduce((sum, fate) => sum + (counts.get(fate) ?? 0), 0);
  const decided = of('add', 'replace', 'merge', 'skip', 'rejected');
  const parts = [
    of('add') > 0 ? t('to add: {0}', formatNumber(of('add'))) : '',
    of('replace') > 0 ? t('to replace: {0}', formatNumber(of('replace'))) : '',
    of('merge') > 0 ? t('to merge: {0}', formatNumber(of('merge'))) : '',
    of('skip', 'rejected') > 0 ? t('left out: {0}', formatNumber(of('skip', 'rejected'))) : '',
    of('applied') > 0 ? t('carried out: {0}', formatNumber(of('applied'))) : '',
    of('open') > 0 ? t('open: {0}', formatNumber(of('open'))) : '',
  ].filter((part) => part !== '');
  const settled = state.head.state === 'applied' && !state.lost;
  return (
    <div className="apply-bar">
      <span className="apply-summary" role="group" aria-label={t('What applying does')}>
        {settled && <b>{t('Everything is decided and carried out.')}</b>} {parts.join(' · ')}
      </span>
      {state.canUndo && (
        <VscodeButton secondary icon="discard" disabled={busy} onClick={undoApply}>
          {t('Undo Applying')}
        </VscodeButton>
      )}
      {settled ? (
        <VscodeButton key="next" onClick={() => void attempt(channel.request('next', null))}>
          {t('Review the Next Source')}
        </VscodeButton>
      ) : (
        <VscodeButton
          key="apply"
          icon="check"
          disabled={!canDecide || busy || decided === 0 || state.readOnly}
          title={t('Carries the decisions out as one change, which can be undone. What is open stays open.')}
          onClick={apply}
        >
          {decided === 0 ? t('Apply Decisions') : t('Apply Decisions: {0}', formatNumber(decided))}
        </VscodeButton>
      )}
    </div>
  );
}
