import type { LayerStatistics, TensorStatistics } from '../../src/engine/model/activationReport';
import { formatMeasure } from '../shared/format';
import { t } from '../shared/strings';

/** Spread, mean and range of the keys and values of each layer; the colour of a cell is its spread. */
export function LayersTable({ layers }: { layers: readonly LayerStatistics[] }): React.JSX.Element {
  const most = {
    key: largest(layers.map(({ key }) => key)),
    value: largest(layers.map(({ value }) => value)),
  };
  const names = [t('Std'), t('Mean'), t('Min'), t('Max'), t('Not finite')];
  return (
    <div className="layers" tabIndex={0} role="region" aria-label={t('Layers')}>
      <table>
        <caption>{t('Values of each layer. The stronger the colour, the wider the values spread.')}</caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {t('Layer')}
            </th>
            <th colSpan={names.length} scope="colgroup">
              {t('Keys')}
            </th>
            <th colSpan={names.length} scope="colgroup">
              {t('Values')}
            </th>
          </tr>
          <tr>
            {['key', 'value'].flatMap((half) =>
              names.map((name) => (
                <th key={`${half} ${name}`} scope="col">
                  {name}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {layers.map(({ layer, key, value }) => (
            <tr key={layer}>
              <th scope="row">{layer}</th>
              <Half statistics={key} most={most.key} colour="--type-longterm" />
              <Half statistics={value} most={most.value} colour="--kv" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HalfProps {
  readonly statistics: TensorStatistics | null;
  readonly most: number;
  readonly colour: string;
}

function Half({ statistics, most, colour }: HalfProps): React.JSX.Element {
  if (!statistics) {
    return (
      <td colSpan={5} className="dim">
        {t('missing, or not numbers')}
      </td>
    );
  }
  const { std, mean, min, max, nan, infinite } = statistics;
  const share = std === null || most === 0 ? 0 : Math.round((std / most) * 60);
  const number = (value: number | null): string => (value === null ? '–' : formatMeasure(value));
  return (
    <>
      <td
        className="heat"
        style={{ background: `color-mix(in srgb, var(${colour}) ${share}%, transparent)` }}
      >
        {number(std)}
      </td>
      <td>{number(mean)}</td>
      <td>{number(min)}</td>
      <td>{number(max)}</td>
      <td className={nan + infinite > 0 ? 'attention' : 'dim'}>{nan + infinite}</td>
    </>
  );
}

function largest(all: readonly (TensorStatistics | null)[]): number {
  return all.reduce((most, statistics) => Math.max(most, statistics?.std ?? 0), 0);
}
