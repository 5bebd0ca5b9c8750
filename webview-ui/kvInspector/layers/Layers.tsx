import { useCallback, useState } from 'react';
import type { KvRow } from '../../../src/engine/model/kvItem';
import type { KvNumbers } from '../../../src/protocol/kvInspector';
import { Banner } from '../../shared/Banner';
import { Choice } from '../../shared/Choice';
import { formatBytes, formatNumber } from '../../shared/format';
import { HeatMap } from '../../shared/heat/HeatMap';
import { HeatTable } from '../../shared/heat/HeatTable';
import { t } from '../../shared/strings';
import { useDelayed } from '../../shared/useDelayed';
import { useLatest } from '../../shared/useLatest';
import { useKv } from '../state/KvContext';
import { heatOf, type Half, type Measure } from './heat';

/** The numbers of an item, layer by layer: as a heat map and as a table. */
export function Layers({ row }: { row: KvRow }): React.JSX.Element {
  const { channel } = useKv();
  const ask = useCallback(
    (signal: AbortSignal) => channel.request('numbers', { id: row.id }, signal),
    [channel, row.id],
  );
  const { value, error, loading, retry } = useLatest(ask, row.id, row.bytes);
  const slow = useDelayed(loading && !value);
  if (error !== null && !value) return <Banner text={error} onRetry={retry} />;
  if (!value) return <p className="dim page-wait">{slow ? t('Reading the numbers…') : ''}</p>;
  return <Numbers numbers={value} />;
}

function Numbers({ numbers }: { numbers: KvNumbers }): React.JSX.Element {
  const [half, setHalf] = useState<Half>('key');
  const [measure, setMeasure] = useState<Measure>('norms');
  const [table, setTable] = useState(false);
  const heat = heatOf(numbers.map, half, measure);
  const { report } = numbers;
  const [cache] = report.caches;
  const [layer] = cache?.layers ?? [];
  const widths = layer && half === 'key' ? layer.keyWidth : (layer?.valueWidth ?? 0);
  const type = layer && (half === 'key' ? layer.keyType : layer.valueType);
  return (
    <div className="kv-layers">
      <div className="kv-layers-bar">
        <Choice
          label={t('Half')}
          value={half}
          options={[
            ['key', t('Keys')],
            ['value', t('Values')],
          ]}
          onChoose={setHalf}
        />
        <Choice
          label={t('Measure')}
          value={measure}
          options={[
            ['norms', t('Length by position')],
            ['statistics', t('Statistics')],
          ]}
          onChoose={setMeasure}
        />
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
            '{0} layers, {1} numbers a token, {2}, {3}',
            formatNumber(heat.rows.length),
            formatNumber(widths),
            type ?? '–',
            formatBytes(report.fileBytes),
          )}
        </span>
      </div>
      {table ? <HeatTable heat={heat} /> : <HeatMap heat={heat} key={`${half} ${measure}`} />}
    </div>
  );
}
