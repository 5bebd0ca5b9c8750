import type { KvAsk } from '../../../src/protocol/kvInspector';
import { formatNumber } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { formatMs } from '../names';
import { Strip } from './Strip';

interface Props {
  readonly entry: KvAsk;
  /** The longest time to a first token among those shown, in milliseconds. */
  readonly full: number;
  /** Asks the same without the item; undefined where that makes no sense. */
  readonly onCompare: (() => void) | undefined;
}

/** A question, its answer, and what it cost. */
export function AskEntry({ entry, full, onCompare }: Props): React.JSX.Element {
  const { question, answer, cold, stopped, promptTokens, reusedTokens, ttftMs, outcome, sentence } = entry;
  const rate = entry.answerTokens > 1 ? (entry.answerTokens / (entry.totalMs - ttftMs)) * 1000 : 0;
  const figures = [
    outcome && outcome.kind === 'restored' ? t('restored in {0}', formatMs(outcome.restoreMs)) : '',
    outcome && outcome.kind === 'restored' ? t('checked in {0}', formatMs(outcome.checkMs)) : '',
    outcome && outcome.savedMs > 0 ? t('saved {0}', formatMs(outcome.savedMs)) : '',
    rate > 0 ? t('{0} tokens/s', formatNumber(Math.round(rate))) : '',
  ].filter((figure) => figure !== '');
  return (
    <article className="kv-entry" data-kind={cold ? 'cold' : (outcome?.kind ?? 'cold')}>
      <p className="kv-question">
        {question}
        {cold && <span className="badge">{t('without the item')}</span>}
      </p>
      <p className="kv-answer">
        {answer || <span className="dim">{t('(no answer)')}</span>}
        {stopped && <span className="badge">{t('stopped')}</span>}
      </p>
      <Strip promptTokens={promptTokens} reused={reusedTokens} outcome={outcome?.kind ?? 'prefilled'} />
      <div className="kv-cost">
        <span className="kv-ttft">
          <b className="num">{formatMs(ttftMs)}</b> {t('to the first token')}
          <span className="kv-ttft-track" aria-hidden="true">
            <i style={{ width: `${Math.max(1, (ttftMs / full) * 100)}%` }} />
          </span>
        </span>
        <span>
          {t(
            '{0} reused, {1} computed',
            formatNumber(reusedTokens),
            formatNumber(Math.max(0, promptTokens - reusedTokens)),
          )}
        </span>
        {figures.map((figure) => (
          <span key={figure} className="dim">
            {figure}
          </span>
        ))}
        {onCompare && (
          <button type="button" className="text-link" onClick={onCompare}>
            {t('Compare without the item')}
          </button>
        )}
      </div>
      <p className="kv-why dim">
        <Icon name={reusedTokens > 0 ? 'zap' : 'info'} /> {sentence}
      </p>
    </article>
  );
}
