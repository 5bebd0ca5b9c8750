import * as vscode from 'vscode';
import type { BatchState, BatchSummary } from '../../engine/model/proposal';
import { engineText } from '../host/engineText';
import { reasonText } from '../host/reason';
import { COMMANDS, ITEMS } from '../ids';
import { shortName } from '../ingest/fileSource';
import { proposed, verdictWords } from '../ingest/summaries';
import type { BatchNode, InboxNode } from './nodes';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** What waits in a cube: sources that were read into it and are not settled. */
export function inboxItem({ file, batches }: InboxNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('To review'), Collapsed);
  item.id = `inbox:${file.toString()}`;
  item.iconPath = new vscode.ThemeIcon('inbox', new vscode.ThemeColor('charts.blue'));
  item.description = String(batches.length);
  item.contextValue = ITEMS.inbox;
  item.tooltip = vscode.l10n.t('Sources that were read and wait for your decisions');
  item.accessibilityInformation = { label: vscode.l10n.t('To review, {0} sources', batches.length) };
  return item;
}

const ICONS: Readonly<Record<BatchState, string>> = {
  review: 'checklist',
  reading: 'debug-pause',
  failed: 'warning',
  applied: 'check',
};

/** A source that was read; choosing it opens its review. */
export function batchItem({ file, batch }: BatchNode): vscode.TreeItem {
  const item = new vscode.TreeItem(shortName(batch.source), None);
  item.id = `batch:${batch.id}:${file.toString()}`;
  item.iconPath = new vscode.ThemeIcon(ICONS[batch.state]);
  item.description = wordsOf(batch);
  item.contextValue = `${ITEMS.batch}-${batch.state}`;
  const notes = batch.notes.map((note) =>
    note.args.length > 0 ? reasonText(note) : engineText(note.message),
  );
  item.tooltip = [batch.source, verdictWords(batch.verdicts), ...notes]
    .filter((line) => line !== '')
    .join('\n');
  item.command = { command: COMMANDS.reviewBatch, title: '', arguments: [file, batch.id] };
  item.accessibilityInformation = { label: `${shortName(batch.source)}, ${wordsOf(batch)}` };
  return item;
}

function wordsOf({ state, undecided, verdicts, portions }: BatchSummary): string {
  if (state === 'reading') {
    return portions.of === undefined
      ? vscode.l10n.t('reading was interrupted')
      : vscode.l10n.t('interrupted at part {0} of {1}', portions.done, portions.of);
  }
  if (state === 'failed') return vscode.l10n.t('reading failed');
  if (undecided === 0) return vscode.l10n.t('decided, not applied');
  return vscode.l10n.t('{0} of {1} open', undecided, proposed(verdicts));
}
