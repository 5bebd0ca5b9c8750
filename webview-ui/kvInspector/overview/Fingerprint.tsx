import type { FingerprintPart, KvFingerprint } from '../../../src/engine/model/kvItem';
import { formatNumber } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { partName } from '../names';
import { fingerprintLines } from './fingerprintLines';

interface Props {
  readonly fingerprint: KvFingerprint;
  readonly current: Omit<KvFingerprint, 'tokensHash'> | null;
}

/** What must be equal for the item to mean the same to a model, beside the model in use. */
export function Fingerprint({ fingerprint, current }: Props): React.JSX.Element {
  const lines = fingerprintLines(fingerprint, current, valueOf);
  return (
    <Section title={t('Fingerprint')}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('Part')}</th>
            <th scope="col">{t('This item')}</th>
            <th scope="col">{t('Model in use')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ part, mine, theirs, differs }) => (
            <tr key={part} data-differs={differs}>
              <th scope="row">{partName(part)}</th>
              <td className="mono" title={mine.whole}>
                {mine.short}
              </td>
              <td className="mono" title={theirs?.whole}>
                {theirs === undefined ? (
                  <span className="dim">{t('not loaded')}</span>
                ) : differs ? (
                  <span className="attention">
                    <Icon name="warning" /> {theirs.short}
                    <span className="visually-hidden">{t('differs')}</span>
                  </span>
                ) : (
                  <span className="dim">
                    <Icon name="check" /> {t('the same')}
                  </span>
                )}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('Tokens')}</th>
            <td className="mono" title={fingerprint.tokensHash}>
              {fingerprint.tokensHash.slice(0, 12)}
            </td>
            <td className="dim">{t('compared one by one')}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function valueOf(
  part: FingerprintPart,
  value: Omit<KvFingerprint, 'tokensHash'>,
): { readonly short: string; readonly whole: string } {
  if (part === 'adapters') {
    const all = value.adapters.map(({ hash, scale }) => `${hash.slice(0, 12)} × ${scale}`).join(', ');
    return { short: all || t('none'), whole: all };
  }
  const one = value[part];
  const whole = typeof one === 'number' ? formatNumber(one) : one;
  return { short: /^[0-9a-f]{64}$/.test(whole) ? whole.slice(0, 12) : whole, whole };
}
