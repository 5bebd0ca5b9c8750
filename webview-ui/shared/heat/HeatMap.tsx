import { useState } from 'react';
import { formatMeasure } from '../format';
import { t } from '../strings';
import { HeatCell } from './HeatCell';
import type { Heat } from './heat';

/** Numbers as colours, with what the chosen cell holds below. Arrow keys go from cell to cell. */
export function HeatMap({ heat }: { heat: Heat }): React.JSX.Element {
  const [[y, x], setAt] = useState<readonly [number, number]>([0, 0]);
  const { rows, columns, rowLabel } = heat;
  const row = rows[y];
  const column = columns[x];
  const value = row?.values[x] ?? null;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const clamp = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
    setAt([clamp(y + step[0], rows.length), clamp(x + step[1], columns.length)]);
  };
  return (
    <div className="heat">
      <div
        className="heat-grid"
        role="grid"
        aria-label={heat.label}
        aria-rowcount={rows.length}
        aria-colcount={columns.length}
        aria-activedescendant={`heat-${y}-${x}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        style={{ gridTemplateColumns: `auto repeat(${columns.length}, minmax(10px, 1fr))` }}
      >
        {rows.map((each, down) => (
          <div key={each.name} role="row" className="heat-row">
            <span role="rowheader" className="dim num">
              {each.name}
            </span>
            {columns.map((_, across) => (
              <HeatCell
                key={across}
                {...{ heat, down, across }}
                chosen={down === y && across === x}
                onChoose={() => setAt([down, across])}
              />
            ))}
          </div>
        ))}
        <div role="presentation" className="heat-row">
          <span />
          {columns.map(({ mark }, across) => (
            <span key={across} className="heat-column-name dim">
              {mark}
            </span>
          ))}
        </div>
      </div>
      <div className="heat-legend">
        <span className="dim">{t('less')}</span>
        <span className="heat-scale" aria-hidden="true" />
        <span className="dim">{t('more')}</span>
        {row && column && (
          <span role="note">
            {rowLabel(row.name)} · {column.name} ·{' '}
            <b className="num">{value === null ? '–' : formatMeasure(value)}</b>
          </span>
        )}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};
