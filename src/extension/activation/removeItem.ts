import * as vscode from 'vscode';
import type { KvHome } from './kvHome';

/** Removes an item after asking; it cannot be taken back, only built again. */
export async function removeItem(home: KvHome, id: string): Promise<void> {
  const row = (await home.rows()).find((each) => each.id === id);
  if (!row) return;
  const remove = vscode.l10n.t('Delete');
  const detail =
    row.origin === 'memories'
      ? vscode.l10n.t('Its memories stay; the item can be built from them again.')
      : vscode.l10n.t('Its text goes with it.');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete the KV item “{0}”?', row.title || row.id),
    { modal: true, detail },
    remove,
  );
  if (answer !== remove) return;
  home.jobs.cancel(id);
  await home.manager().remove(id);
}
