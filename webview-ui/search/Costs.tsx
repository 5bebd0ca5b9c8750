import type { StageCost } from '../../src/engine/model/search';
import { formatMeasure, formatNumber } from '../shared/format';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';

/** What each stage of a search cost. */
export function Costs({ costs }: { costs: readonly StageCost[] }): React.JSX.Element {
  return (
    <Section title={t('What the search cost')}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col">{t('Stage')}</th>
            <th scope="col">{t('Items')}</th>
            <th scope="col">{t('Time')}</th>
          </tr>
        </thead>
        <tbody>
          {costs.map(({ stage, items, ms }) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              <td>{formatNumber(items)}</td>
              <td>{t('{0} ms', formatMeasure(ms, 3))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
