import { formatMeasure } from '../format';
import { shareOf, type Heat } from './heat';

interface Props {
  readonly heat: Heat;
  readonly down: number;
  readonly across: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** A cell, the more coloured the larger its number. */
export function HeatCell({ heat, down, across, chosen, onChoose }: Props): React.JSX.Element | null {
  const row = heat.rows[down];
  const column = heat.columns[across];
  if (!row || !column) return null;
  const value = row.values[across] ?? null;
  const share = shareOf(heat, value, across);
  const label = `${heat.rowLabel(row.name)}, ${column.name}: ${value === null ? '–' : formatMeasure(value)}`;
  return (
    <span
      id={`heat-${down}-${across}`}
      role="gridcell"
      className="heat-cell"
      aria-selected={chosen}
      aria-label={label}
      title={label}
      data-none={share === null}
      style={{ '--heat': `${Math.round((share ?? 0) * 100)}%` } as React.CSSProperties}
      onClick={onChoose}
    />
  );
}
