import { formatBytes } from '../shared/format';
import { t } from '../shared/strings';
import { tierName } from './names';
import { useKv } from './state/KvContext';
import { TIERS } from './state/tierLines';

/** How much of the room on the disk is taken, a piece for each tier. */
export function Budget(): React.JSX.Element {
  const { rows, budgetBytes } = useKv().state;
  const parts = TIERS.map((tier) => ({
    tier,
    bytes: rows.reduce((sum, row) => (row.tier === tier ? sum + row.bytes : sum), 0),
  })).filter(({ bytes }) => bytes > 0);
  const used = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const words = parts.map(({ tier, bytes }) => `${tierName(tier)}: ${formatBytes(bytes)}`).join(' · ');
  const share = budgetBytes > 0 ? used / budgetBytes : 0;
  return (
    <div
      className="kv-budget"
      role="meter"
      aria-label={t('Room on the disk')}
      aria-valuemin={0}
      aria-valuemax={budgetBytes}
      aria-valuenow={Math.min(used, budgetBytes)}
      aria-valuetext={t('{0} of {1}', formatBytes(used), formatBytes(budgetBytes))}
      title={words}
    >
      <div className="kv-bar" data-full={share > 0.95}>
        {parts.map(({ tier, bytes }) => (
          <i
            key={tier}
            data-tier={tier}
            style={{ width: `${Math.min(100, (bytes / budgetBytes) * 100)}%` }}
          />
        ))}
      </div>
      <span className="dim">{t('{0} of {1}', formatBytes(used), formatBytes(budgetBytes))}</span>
    </div>
  );
}
