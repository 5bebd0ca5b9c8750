import type { UnrelatedRow } from '../../../src/engine/model/distil';
import { t } from '../../shared/strings';

/** What became of answers that have nothing to do with the memories. */
export function UnrelatedTable({ rows }: { rows: readonly UnrelatedRow[] }): React.JSX.Element {
  return (
    <div className="answers" role="region" aria-label={t('Unrelated prompts')} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('Prompt')}</th>
            <th scope="col">{t('Without the adapter')}</th>
            <th scope="col">{t('With the adapter')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.prompt}>
              <th scope="row">{row.prompt}</th>
              <td>{row.without}</td>
              <td>{row.with}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
