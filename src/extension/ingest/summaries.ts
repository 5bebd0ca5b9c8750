import * as vscode from 'vscode';
import type { IngestProgress } from '../../engine/ingest/types';
import { VERDICTS, type Verdict } from '../../engine/model/proposal';

type Counts = Readonly<Record<Verdict, number>>;

/** `12 new, 2 almost the same`: what was found about the memories of a source. */
export function verdictWords(counts: Counts): string {
  const words: Readonly<Record<Verdict, string>> = {
    new: vscode.l10n.t('{0} new', counts.new),
    exact: vscode.l10n.t('{0} there already', counts.exact),
    near: vscode.l10n.t('{0} almost the same', counts.near),
    semantic: vscode.l10n.t('{0} with the same meaning', counts.semantic),
    contradiction: vscode.l10n.t('{0} contradicting', counts.contradiction),
  };
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => words[verdict])
    .join(', ');
}

/** The counts of several batches together. */
export function addedUp(all: readonly { readonly verdicts: Counts }[]): Counts {
  const sum: Record<Verdict, number> = { new: 0, exact: 0, near: 0, semantic: 0, contradiction: 0 };
  for (const { verdicts } of all) for (const verdict of VERDICTS) sum[verdict] += verdicts[verdict];
  return sum;
}

export const proposed = (counts: Counts): number =>
  VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);

/** How far reading has come, for a notification. */
export function progressWords({ portion, portions, perSecond }: IngestProgress): string {
  const speed = perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
  return vscode.l10n.t('part {0} of {1}, {2} messages a second', portion, portions, speed);
}
