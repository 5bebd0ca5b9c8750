import type { Answered, HeldOutRow } from '../../../src/engine/model/distil';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';

/** What was asked that was never trained on, and what was answered with the adapter and without it. */
export function HeldOutTable({ rows }: { rows: readonly HeldOutRow[] }): React.JSX.Element {
  return (
    <div className="answers" role="region" aria-label={t('Held-out questions')} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('Question')}</th>
            <th scope="col">{t('Right is')}</th>
            <th scope="col">{t('Without the adapter')}</th>
            <th scope="col">{t('With the adapter')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.question}</th>
              <td>{row.expected}</td>
              <AnswerCell answer={row.without} />
              <AnswerCell answer={row.with} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
