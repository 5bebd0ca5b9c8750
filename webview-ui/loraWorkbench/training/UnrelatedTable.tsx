import type { UnrelatedRow } from '../../../src/engine/model/distil';
import { t } from '../../shared/strings';
import { AnswersTable } from './AnswersTable';

/** What became of answers that have nothing to do with the memories. */
export function UnrelatedTable({ rows }: { rows: readonly UnrelatedRow[] }): React.JSX.Element {
  return (
    <AnswersTable
      label={t('Unrelated prompts')}
      columns={[t('Prompt'), t('Without the adapter'), t('With the adapter')]}
    >
      {rows.map((row) => (
        <tr key={row.prompt}>
          <th scope="row">{row.prompt}</th>
          <td>{row.without}</td>
          <td>{row.with}</td>
        </tr>
      ))}
    </AnswersTable>
  );
}
