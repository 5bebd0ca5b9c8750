import type { Answered, HeldOutRow } from '../../../src/engine/model/distil';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { AnswersTable } from './AnswersTable';

/** What was asked that was never trained on, and what was answered with the adapter and without it. */
export function HeldOutTable({ rows }: { rows: readonly HeldOutRow[] }): React.JSX.Element {
  return (
    <AnswersTable
      label={t('Held-out questions')}
      columns={[t('Question'), t('Right is'), t('Without the adapter'), t('With the adapter')]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">{row.question}</th>
          <td>{row.expected}</td>
          <AnswerCell answer={row.without} />
          <AnswerCell answer={row.with} />
        </tr>
      ))}
    </AnswersTable>
  );
}

function AnswerCell({ answer }: { answer: Answered }): React.JSX.Element {
  return (
    <td>
      <Icon name={answer.right ? 'pass' : 'circle-slash'} className={answer.right ? 'lora-good' : 'dim'} />
      <span className="visually-hidden">{answer.right ? t('right') : t('wrong')}:</span> {answer.text}
    </td>
  );
}
