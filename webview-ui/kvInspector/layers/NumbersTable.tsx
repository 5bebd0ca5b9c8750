import { formatMeasure } from '../../shared/format';
import { t } from '../../shared/strings';
import type { Heat } from './heat';
import { columnName, rowName } from './names';

/** The same numbers as text. */
export function NumbersTable({ heat }: { heat: Heat }): React.JSX.Element {
  return (
    <div className="kv-numbers" role="region" aria-label={t('Numbers of each layer')} tabIndex={0}>
      <table className="kv-table">
        <thead>
          <tr>
            <th scope="col">{t('Layer')}</th>
            {heat.columns.map((column, at) => (
              <th key={at} scope="col" className="num">
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heat.rows.map((row) => (
            <tr key={`${row.cache} ${row.layer}`}>
              <th scope="row">{rowName(row, heat)}</th>
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
