import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import type { AdapterApproval, AdapterItem, AdapterRow } from '../../src/engine/model/loraItem';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { formatChange, formatShare } from './names';
import { useLora } from './state/LoraContext';

/** What is to be decided about an adapter before a model may have it, with what its evaluation found. */
export function Approval({ row, item }: { row: AdapterRow; item: AdapterItem }): React.JSX.Element | null {
  const { channel, attempt, state } = useLora();
  if (row.standing === 'broken' || (item.approval === 'approved' && row.standing !== 'foreign')) return null;
  const decide = (approval: AdapterApproval): void =>
    void attempt(channel.request('decide', { id: row.id, approval }));
  const { result } = item;
  return (
    <section className="approval" aria-label={t('Approval')}>
      <Icon name={item.approval === 'rejected' ? 'circle-slash' : 'question'} />
      <p>
        {row.standing === 'foreign'
          ? t('It was not approved on this machine. Look at what it is before a model gets it.')
          : item.approval === 'rejected'
            ? t('You have rejected it; no model gets it.')
            : t('No model gets it before you approve it.')}{' '}
        {result &&
          t(
            'Of the held-out questions it answers {0} right, without it {1}; the perplexity of unrelated text changes by {2}.',
            formatShare(result.accuracy.with),
            formatShare(result.accuracy.without),
            formatChange(result.perplexityChange),
          )}
      </p>
      {item.approval !== 'rejected' && (
        <VscodeButton secondary disabled={state.readOnly} onClick={() => decide('rejected')}>
          {t('Reject')}
        </VscodeButton>
      )}
      <VscodeButton icon="check" disabled={state.readOnly} onClick={() => decide('approved')}>
        {t('Approve')}
      </VscodeButton>
    </section>
  );
}
