import type { KvJob } from '../../src/protocol/kvInspector';
import { formatNumber } from '../shared/format';
import { JobLine } from '../shared/JobLine';
import { t } from '../shared/strings';
import { useKv } from './state/KvContext';

/** An item that is being computed. */
export function Building({ job }: { job: KvJob }): React.JSX.Element {
  const { channel, attempt } = useKv();
  const { item, title, done, total, tokensPerSecond } = job;
  const rate = tokensPerSecond > 0 ? t('{0} tokens/s', formatNumber(Math.round(tokensPerSecond))) : '';
  const counted = t('{0} of {1} tokens', formatNumber(done), formatNumber(total));
  return (
    <JobLine
      text={item === null ? t('Building “{0}”…', title) : t('Building “{0}” anew…', title)}
      done={done}
      total={total}
      detail={total > 0 ? [counted, rate].filter((part) => part !== '').join(' · ') : ''}
      onCancel={() => void attempt(channel.request('cancel', { id: item }))}
    />
  );
}
