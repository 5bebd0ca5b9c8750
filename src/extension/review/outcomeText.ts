import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import type { BatchOutcome } from '../../engine/ingest/planBatch';
import { atBoundary } from '../host/boundary';

/** What applying has done, in a sentence. */
export function outcomeText(cube: string, { added, replaced, merged }: BatchOutcome): string {
  if (added + replaced + merged === 0) return vscode.l10n.t('{0}: nothing was added.', cube);
  const parts = [
    added > 0 ? vscode.l10n.t('memories added: {0}', added) : '',
    replaced > 0 ? vscode.l10n.t('replaced: {0}', replaced) : '',
    merged > 0 ? vscode.l10n.t('merged: {0}', merged) : '',
  ];
  return `${cube}: ${parts.filter((part) => part !== '').join(', ')}`;
}

/** Says what applying has done and offers the way back and the way there. */
export async function offerAfterwards(
  cube: string,
  outcome: BatchOutcome,
  ways: { undo: () => Promise<void>; show: (() => Promise<void>) | undefined; log: Logger },
): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const show = vscode.l10n.t('Show');
  const buttons = ways.show ? [show, undo] : [];
  const choice = await vscode.window.showInformationMessage(outcomeText(cube, outcome), ...buttons);
  if (choice === undo) await atBoundary(ways.log, 'undo of a review', ways.undo);
  if (choice === show && ways.show) await atBoundary(ways.log, 'show what was added', ways.show);
}
