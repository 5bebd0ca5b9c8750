import type { KvAsk, KvDetail } from '../../../src/protocol/kvInspector';
import { formatMeasure } from '../../shared/format';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { formatMs } from '../names';
import { timings } from './timings';

interface Props {
  readonly item: NonNullable<KvDetail['item']>;
  readonly asks: readonly KvAsk[];
}

/** The time to the first token with the item and without it, as bars on one scale. */
export function Timing({ item, asks }: Props): React.JSX.Element {
  const { cold, warm, reduction } = timings(item, asks);
  const full = Math.max(cold.ms, warm?.ms ?? 0, 1);
  const bars = [
    { kind: 'cold', name: t('Without the item'), note: howName(cold.measured), ms: cold.ms },
    ...(warm ? [{ kind: 'warm', name: t('With the item'), note: howName(warm.measured), ms: warm.ms }] : []),
  ];
  return (
    <Section title={t('Time to the first token')} className="kv-timing">
      {bars.map(({ kind, name, note, ms }) => (
        <div key={kind} className="kv-timing-line" data-kind={kind}>
          <span className="kv-timing-name">{name}</span>
          <span className="kv-timing-track">
            <i style={{ width: `${Math.max(0.6, (ms / full) * 100)}%` }} />
          </span>
          <b className="num">{formatMs(ms)}</b>
          <span className="dim">{note}</span>
        </div>
      ))}
      <p className="dim">
        {reduction === null
          ? t('Not brought back yet. Ask a question twice to see what it saves.')
          : reduction > 0
            ? t('{0} % less waiting', formatMeasure(reduction * 100, 3))
            : t('Computing this text is as quick as bringing it back.')}
      </p>
    </Section>
  );
}

function howName(measured: 'asked' | 'built' | 'restored'): string {
  const names = {
    asked: t('measured with a question'),
    built: t('computing its text, when it was built'),
    restored: t('bringing it back, check included'),
  };
  return names[measured];
}
