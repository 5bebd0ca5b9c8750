import type { KvOutcomeKind } from '../../../src/engine/model/kvItem';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { cells } from './cells';

interface Props {
  readonly promptTokens: number;
  readonly reused: number;
  readonly outcome: KvOutcomeKind;
}

/** The prompt as cells: which part of it was there, and which was computed. */
export function Strip({ promptTokens, reused, outcome }: Props): React.JSX.Element {
  const all = cells(promptTokens, reused);
  const from = outcome === 'restored' ? t('from the disk') : t('from memory');
  const label = t(
    '{0} of {1} tokens reused, {2} computed',
    formatNumber(reused),
    formatNumber(promptTokens),
    formatNumber(Math.max(0, promptTokens - reused)),
  );
  return (
    <div className="kv-strip" role="img" aria-label={reused > 0 ? `${label}, ${from}` : label} title={label}>
      {all.map((share, index) => (
        <i key={index} data-kind={share === 1 ? outcome : share === 0 ? 'computed' : 'both'} />
      ))}
    </div>
  );
}
