import { useCallback, useState } from 'react';
import { Banner } from '../../shared/Banner';
import { Choice } from '../../shared/Choice';
import { formatMeasure } from '../../shared/format';
import { HeatMap } from '../../shared/heat/HeatMap';
import { HeatTable } from '../../shared/heat/HeatTable';
import { t } from '../../shared/strings';
import { useDelayed } from '../../shared/useDelayed';
import { useLatest } from '../../shared/useLatest';
import { useLora } from '../state/LoraContext';
import { normsHeat } from './normsHeat';

/** How strongly the adapter changes each module of each layer: as a heat map and as a table. */
export function Norms({ id }: { id: string }): React.JSX.Element {
  const { channel } = useLora();
  const [table, setTable] = useState(false);
  const ask = useCallback((signal: AbortSignal) => channel.request('norms', { id }, signal), [channel, id]);
  const { value, error, loading, retry } = useLatest(ask, id, 0);
  const slow = useDelayed(loading && !value);
  if (error !== null && !value) return <Banner text={error} onRetry={retry} />;
  if (!value) return <p className="dim page-wait">{slow ? t('Reading the numbers…') : ''}</p>;
  const heat = normsHeat(value);
  return (
    <div className="norms">
      <div className="norms-bar">
        <Choice
          label={t('Shown as')}
          value={table ? 'table' : 'map'}
          options={[
            ['map', t('Heat map')],
            ['table', t('Table')],
          ]}
          onChoose={(shown) => setTable(shown === 'table')}
        />
        <span className="dim">
          {t(
            'Frobenius norm of what it adds to each module at scale 1; together {0}',
            formatMeasure(value.total),
          )}
        </span>
      </div>
      {table ? <HeatTable heat={heat} /> : <HeatMap heat={heat} />}
    </div>
  );
}
