import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { useState } from 'react';
import type { AbComparison, AdapterRow } from '../../../src/engine/model/loraItem';
import { formatMeasure, formatNumber } from '../../shared/format';
import { isUsable } from '../../shared/ModelNote';
import { t } from '../../shared/strings';
import { useLora } from '../state/LoraContext';
import { AnswerColumn } from './AnswerColumn';

/** One prompt answered without the adapter and with it, side by side. */
export function Compare({ row }: { row: AdapterRow }): React.JSX.Element {
  const { channel, attempt, state } = useLora();
  const [prompt, setPrompt] = useState('');
  const [running, setRunning] = useState(false);
  const [found, setFound] = useState<AbComparison | null>(null);
  const usable = isUsable(state.model) && row.item?.approval === 'approved';
  const ready = usable && !running && prompt.trim() !== '';
  const ask = async (): Promise<void> => {
    if (!ready) return;
    setRunning(true);
    const b = [{ id: row.id, scale: row.scale ?? 1 }];
    setFound(await attempt(channel.request('compare', { prompt: prompt.trim(), a: [], b })));
    setRunning(false);
  };
  return (
    <div className="compare" aria-busy={running}>
      <form
        className="compare-bar"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <input
          className="field boxed"
          aria-label={t('Prompt')}
          placeholder={
            row.item?.approval === 'approved'
              ? t('Ask both: the model alone, and with the adapter')
              : t('No model gets it before you approve it.')
          }
          disabled={!usable}
          value={prompt}
          onChange={(event) => setPrompt(event.target.value)}
        />
        <VscodeButton icon="split-horizontal" disabled={!ready} onClick={() => void ask()}>
          {running ? t('Asking…') : t('Compare')}
        </VscodeButton>
      </form>
      {found && (
        <>
          <div className="compare-sides">
            <AnswerColumn title={t('Without the adapter')} answer={found.a} />
            <AnswerColumn
              title={t('With the adapter at {0}', formatMeasure(found.b.adapters[0]?.scale ?? 1, 3))}
              answer={found.b}
            />
          </div>
          <p className="dim compare-note" role="note">
            {found.parts === null
              ? t('Both answers are the same, token for token.')
              : t('The answers part at token {0}.', formatNumber(found.parts + 1))}{' '}
            {found.logprob.difference !== null &&
              t('Mean log-probability of a token: {0} more.', formatMeasure(found.logprob.difference, 3))}
          </p>
        </>
      )}
    </div>
  );
}
