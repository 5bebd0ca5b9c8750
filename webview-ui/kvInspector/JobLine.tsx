import type { KvJob } from '../../src/protocol/kvInspector';
import { formatNumber } from '../shared/format';
import { t } from '../shared/strings';
import { useKv } from './state/KvContext';

/** What is being computed, how far it is, and the way to end it. */
export function JobLine({ job }: { job: KvJob }): React.JSX.Element {
  const { channel, attempt } = useKv();
  const { item, title, done, total, tokensPerSecond } = job;
  return (
    <div className="kv-job" role="note">
      <span className="kv-job-title">
        {item === null ? t('Building “{0}”…', title) : t('Building “{0}” anew…', title)}
      </span>
      <progress aria-label={title} max={Math.max(1, total)} {...(total > 0 ? { value: done } : {})} />
      {total > 0 && (
        <span className="dim num">
          {t('{0} of {1} tokens', formatNumber(done), formatNumber(total))}
          {tokensPerSecond > 0 && ` · ${t('{0} tokens/s', formatNumber(Math.round(tokensPerSecond)))}`}
        </span>
      )}
      <button
        type="button"
        className="text-link"
        onClick={() => void attempt(channel.request('cancel', { id: item }))}
      >
        {t('Cancel')}
      </button>
    </div>
  );
}
