import type { DistilProgress } from '../../../src/engine/model/distil';
import { formatMeasure, formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { formatSeconds } from '../names';

export interface Phase {
  readonly text: string;
  readonly detail: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

/** What is being done for an adapter, in words and as a share. */
export function phaseOf(title: string, progress: DistilProgress | null): Phase {
  const begun = { text: t('“{0}” is being made…', title), detail: '', done: 0, total: 0 };
  switch (progress?.phase) {
    case 'environment':
      return {
        text: t('Setting up Python for training…'),
        detail: progress.text,
        done: progress.done,
        total: progress.total ?? 0,
      };
    case 'examples':
      return { ...progress, text: t('Writing examples for “{0}”…', title), detail: counted(progress) };
    case 'training':
      return {
        text: t('Training “{0}”…', title),
        detail: [
          t('step {0} of {1}', formatNumber(progress.step), formatNumber(progress.steps)),
          ...(progress.loss === undefined ? [] : [t('loss {0}', formatMeasure(progress.loss, 3))]),
          ...(progress.eta === undefined ? [] : [t('{0} left', formatSeconds(progress.eta))]),
        ].join(' · '),
        done: progress.step,
        total: progress.steps,
      };
    case 'evaluating':
      return {
        ...progress,
        text: t('Asking “{0}” the held-out questions…', title),
        detail: counted(progress),
      };
    case 'converting':
    case undefined:
      return begun;
  }
}

const counted = ({ done, total }: { done: number; total: number }): string =>
  t('{0} of {1}', formatNumber(done), formatNumber(total));
