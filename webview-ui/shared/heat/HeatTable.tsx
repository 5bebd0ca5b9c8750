import { formatMeasure } from '../format';
import type { Heat } from './heat';

/** The numbers of a heat map as text. */
export function HeatTable({ heat }: { heat: Heat }): React.JSX.Element {
  return (
    <div className="heat-numbers" role="region" aria-label={heat.label} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{heat.rowTitle}</th>
            {heat.columns.map(({ name }, at) => (
              <th key={at} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heat.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {heat.columns.map((_, at) => {
                const value = row.values[at] ?? null;
                return (
                  <td key={at} className="num">
                    {value === null ? '–' : formatMeasure(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
