import * as vscode from 'vscode';

/** What is counted, in the words of people. */
export type Counted = 'memories' | 'cubes' | 'differences';

/** A number with its noun: `1 memory`, `2 memories`. */
export function countText(count: number, what: Counted): string {
  const number = count.toLocaleString(vscode.env.language);
  if (what === 'memories')
    return count === 1 ? vscode.l10n.t('1 memory') : vscode.l10n.t('{0} memories', number);
  if (what === 'cubes') return count === 1 ? vscode.l10n.t('1 cube') : vscode.l10n.t('{0} cubes', number);
  return count === 1 ? vscode.l10n.t('1 difference') : vscode.l10n.t('{0} differences', number);
}
