import type { LoraRun } from '../../../src/protocol/loraWorkbench';
import { Icon } from '../../shared/Icon';
import { JobLine } from '../../shared/JobLine';
import { t } from '../../shared/strings';
import { useLora } from '../state/LoraContext';
import { LossCurve } from './LossCurve';
import { phaseOf } from './phaseText';

/** An adapter that is being made, with its loss so far; or one whose making was stopped, with the ways on. */
export function RunLine({ run }: { run: LoraRun }): React.JSX.Element {
  const { channel, attempt } = useLora();
  const { id, title, state, progress, loss, problem } = run;
  const send = (name: 'resume' | 'stop' | 'discard'): void =>
    void attempt(channel.request(name, { run: id }));
  return (
    <section className="run" aria-label={title}>
      {state === 'running' ? (
        <JobLine {...phaseOf(title, progress)} onCancel={() => send('stop')} />
      ) : (
        <div className="job-line" role="note">
          <Icon
            name={state === 'failed' ? 'error' : 'debug-pause'}
            className={state === 'failed' ? 'lora-bad' : ''}
          />
          <span>
            {state === 'failed' ? t('“{0}” failed.', title) : t('“{0}” was stopped.', title)} {problem}
          </span>
          <button type="button" className="text-link" onClick={() => send('resume')}>
            {t('Go On')}
          </button>
          <button type="button" className="text-link" onClick={() => send('discard')}>
            {t('Discard')}
          </button>
        </div>
      )}
      <LossCurve points={loss} width={520} height={56} />
    </section>
  );
}
