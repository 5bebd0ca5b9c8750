import * as vscode from 'vscode';

/** Asks before what was proposed is thrown away. */
export async function confirmDiscard(source: string): Promise<boolean> {
  const discard = vscode.l10n.t('Discard');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Discard what was proposed from “{0}”?', source),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Decisions that were not applied are gone then. Memories that were added stay. The source can be read again.',
      ),
    },
    discard,
  );
  return choice === discard;
}
