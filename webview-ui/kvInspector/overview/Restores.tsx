import type { KvRestore } from '../../../src/engine/model/kvItem';
import { formatDateTime, formatNumber } from '../../shared/format';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { formatMs } from '../names';

/** The latest times that an item was of use, newest first. */
export function Restores({ restores }: { restores: readonly KvRestore[] }): React.JSX.Element {
  return (
    <Section title={t('Brought back')}>
      {restores.length === 0 ? (
        <p className="dim">{t('Not yet.')}</p>
      ) : (
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('From')}</th>
              <th scope="col" className="num">
                {t('Tokens')}
              </th>
              <th scope="col" className="num">
                {t('Took')}
              </th>
            </tr>
          </thead>
          <tbody>
            {restores.toReversed().map(({ at, from, tokens, ms }, index) => (
              <tr key={index}>
                <td>{formatDateTime(Date.parse(at))}</td>
                <td>{from === 'ram' ? t('memory') : t('disk')}</td>
                <td className="num">{formatNumber(tokens)}</td>
                <td className="num">{formatMs(ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
