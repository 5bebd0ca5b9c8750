import type { TrainingSet } from '../../../src/engine/model/distil';
import { t } from '../../shared/strings';
import { useLora } from '../state/LoraContext';
import { AnswersTable } from './AnswersTable';

/** What the adapter was trained to answer, each with the memory that it comes from. */
export function ExamplesTable({ set }: { set: TrainingSet | null }): React.JSX.Element {
  const { channel, attempt } = useLora();
  if (!set) return <p className="dim page-wait">{t('The training set is gone.')}</p>;
  const titles = new Map(set.sources.map(({ key, title }) => [key, title]));
  return (
    <AnswersTable label={t('Training set')} columns={[t('Prompt'), t('Answer'), t('Memory')]}>
      {set.examples.map(({ id, prompt, answer, memory }) => (
        <tr key={id}>
          <th scope="row">{prompt}</th>
          <td>{answer}</td>
          <td>
            <button
              type="button"
              className="text-link"
              onClick={() => void attempt(channel.request('reveal', { key: memory }))}
            >
              {titles.get(memory) ?? memory}
            </button>
          </td>
        </tr>
      ))}
    </AnswersTable>
  );
}
