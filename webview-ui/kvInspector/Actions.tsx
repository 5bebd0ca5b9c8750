import type { KvRow } from '../../src/engine/model/kvItem';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { isUsable } from '../shared/ModelNote';
import { t } from '../shared/strings';
import { useKv } from './state/KvContext';

/** What can be done with an item. `keeps`: tokens that building it anew would take over. */
export function Actions({ row, keeps }: { row: KvRow; keeps: number }): React.JSX.Element {
  const { channel, attempt, state } = useKv();
  const { id, pinned, standing, tier } = row;
  const usable = isUsable(state.model);
  const busy = state.jobs.some(({ item }) => item === id);
  const extends_ = keeps > 0 && keeps < row.tokens + 1;
  const run = (work: Promise<unknown>): void => void attempt(work);
  return (
    <div className="page-actions">
      <button
        type="button"
        className="text-button"
        disabled={!usable || busy || state.readOnly}
        title={
          extends_
            ? t('Takes over its first {0} tokens and computes the rest', formatNumber(keeps))
            : t('Computes it from its memories as they are now')
        }
        onClick={() => run(channel.request('rebuild', { id }))}
      >
        <Icon name="sync" />
        {extends_ ? t('Extend') : t('Rebuild')}
      </button>
      <IconButton
        icon={pinned ? 'pinned' : 'pin'}
        label={pinned ? t('Unpin') : t('Pin: it is never evicted and does not expire')}
        pressed={pinned}
        disabled={standing === 'broken' || state.readOnly}
        onClick={() => run(channel.request('pin', { id, pinned: !pinned }))}
      />
      <IconButton
        icon="zap"
        label={tier === 'ram' ? t('It is in memory') : t('Wake: load it into memory')}
        disabled={!usable || tier === 'ram' || standing === 'foreign' || standing === 'broken'}
        onClick={() => run(channel.request('wake', { id }))}
      />
      <IconButton
        icon="trash"
        label={t('Delete')}
        disabled={state.readOnly}
        onClick={() => run(channel.request('remove', { id }))}
      />
    </div>
  );
}
