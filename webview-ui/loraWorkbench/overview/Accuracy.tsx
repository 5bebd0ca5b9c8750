import type { AdapterResult } from '../../../src/engine/model/loraItem';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { formatChange, formatShare } from '../names';

/** How many held-out questions are answered right with the adapter and without it, as bars on one scale. */
export function Accuracy({ result }: { result: AdapterResult }): React.JSX.Element {
  const bars = [
    { kind: 'without', name: t('Without the adapter'), share: result.accuracy.without },
    { kind: 'with', name: t('With the adapter'), share: result.accuracy.with },
  ];
  return (
    <Section title={t('Held-out questions answered right')}>
      {bars.map(({ kind, name, share }) => (
        <div key={kind} className="lora-bar" data-kind={kind}>
          <span>{name}</span>
          <span className="lora-bar-track">
            <i style={{ width: `${Math.max(0.6, share * 100)}%` }} />
          </span>
          <b className="num">{formatShare(share)}</b>
        </div>
      ))}
      <p className="dim">{t('Perplexity of unrelated text: {0}', formatChange(result.perplexityChange))}</p>
    </Section>
  );
}
