import { useState } from 'react';
import type { LoraDetail } from '../../../src/protocol/loraWorkbench';
import { Choice } from '../../shared/Choice';
import { Facts } from '../../shared/Facts';
import { formatMeasure, formatNumber } from '../../shared/format';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { formatSeconds } from '../names';
import { ExamplesTable } from './ExamplesTable';
import { HeldOutTable } from './HeldOutTable';
import { LossCurve } from './LossCurve';
import { UnrelatedTable } from './UnrelatedTable';

type Table = 'heldOut' | 'examples' | 'unrelated';

/** How the adapter was trained and what it answers, or that it came from elsewhere. */
export function Training({ detail }: { detail: LoraDetail }): React.JSX.Element {
  const { report, set } = detail;
  const [table, setTable] = useState<Table>('heldOut');
  if (!report) {
    return (
      <p className="dim page-wait">{t('It was trained elsewhere; nothing is known of its training set.')}</p>
    );
  }
  const { settings, training, memories, examples, notes, evaluation } = report;
  return (
    <div className="training">
      <Section title={t('Training')}>
        <LossCurve points={training.loss} width={640} height={90} />
        <Facts
          facts={[
            [t('Memories'), formatNumber(memories)],
            [t('Questions'), formatNumber(examples.questions)],
            [t('Statements'), formatNumber(examples.statements)],
            [t('By a model'), formatNumber(examples.byModel)],
            [t('Steps'), formatNumber(training.steps)],
            [t('Took'), formatSeconds(training.seconds)],
            [t('Epochs'), formatNumber(settings.epochs)],
            [t('Rank'), formatNumber(settings.rank)],
            [t('Learning rate'), formatMeasure(settings.rate)],
            [t('Seed'), String(settings.seed)],
          ]}
        />
        {notes.map((note) => (
          <p key={note} className="dim">
            {note}
          </p>
        ))}
      </Section>
      <div className="training-bar">
        <Choice
          label={t('Shown')}
          value={table}
          options={[
            ['heldOut', t('Held-out questions')],
            ['examples', t('Training set')],
            ['unrelated', t('Unrelated prompts')],
          ]}
          onChoose={setTable}
        />
      </div>
      {table === 'heldOut' && <HeldOutTable rows={evaluation.heldOut} />}
      {table === 'examples' && <ExamplesTable set={set} />}
      {table === 'unrelated' && <UnrelatedTable rows={evaluation.unrelated} />}
    </div>
  );
}
