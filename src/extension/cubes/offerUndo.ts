import * as vscode from 'vscode';

/** Says what was done to a cube and offers to take it back. */
export async function offerUndo(cube: string, reason: string, undo: () => Promise<unknown>): Promise<void> {
  const button = vscode.l10n.t('Undo');
  const choice = await vscode.window.showInformationMessage(`${cube}: ${reason}`, button);
  if (choice === button) await undo();
}
