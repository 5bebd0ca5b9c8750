import type { AbAnswer } from '../../../src/engine/model/loraItem';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';

/** One of two answers, with what it took. */
export function AnswerColumn({ title, answer }: { title: string; answer: AbAnswer }): React.JSX.Element {
  const { text, answerTokens, ms, ttftMs } = answer;
  const figures = [
    ...(answerTokens === undefined ? [] : [t('{0} tokens', formatNumber(answerTokens))]),
    ...(ttftMs === undefined ? [] : [t('first after {0} ms', formatNumber(Math.round(ttftMs)))]),
    t('{0} ms', formatNumber(Math.round(ms))),
  ];
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className="compare-answer">{text === '' ? <span className="dim">{t('(no answer)')}</span> : text}</p>
      <p className="dim num">{figures.join(' · ')}</p>
    </section>
  );
}
