import type { MemoryDetail } from '../../../src/protocol/cubeEditor';
import { formatDateTime, formatNumber } from '../../shared/format';
import { Sparkline } from '../../shared/Sparkline';
import { t } from '../../shared/strings';
import { Section } from '../../shared/Section';

/** How often and when a memory was used. */
export function Used({ uses, type }: { uses: MemoryDetail['uses']; type: string }): React.JSX.Element {
  const { count, last, days } = uses;
  return (
    <Section title={t('Used')}>
      {days.some((value) => value > 0) && (
        <div className="used-bars" data-type={type}>
          <Sparkline
            days={days}
            width={300}
            height={32}
            relative
            label={t('Uses a day in the last {0} d', days.length)}
          />
        </div>
      )}
      <div className="dim">
        {count === 0 ? t('Not used yet') : t('Uses: {0}', formatNumber(count))}
        {last !== undefined && ` · ${t('last {0}', formatDateTime(last))}`}
      </div>
    </Section>
  );
}
