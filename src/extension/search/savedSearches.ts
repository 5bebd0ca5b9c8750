import * as vscode from 'vscode';
import type { SavedSearch } from '../../protocol/searchView';
import type { SearchSources } from './searchSources';

/** Asks for a name that no other saved search of the cube has; undefined when the person changes their mind. */
export async function askForName(
  others: readonly SavedSearch[],
  suggestion: string,
): Promise<string | undefined> {
  const taken = new Set(others.map(({ name }) => name));
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save Search'),
    prompt: vscode.l10n.t('It is shown under this name as a folder in the Cubes tree.'),
    value: suggestion.slice(0, 200),
    validateInput: (value) => {
      const trimmed = value.trim();
      if (trimmed === '') return vscode.l10n.t('A name is needed.');
      if (trimmed.length > 200) return vscode.l10n.t('At most 200 characters.');
      if (taken.has(trimmed)) return vscode.l10n.t('There is a saved search of this name already.');
      return undefined;
    },
  });
  return name?.trim();
}

/** Gives a saved search another name. */
export async function renameSaved(sources: SearchSources, cube: string, name: string): Promise<void> {
  const { settings } = await sources.get(cube);
  const kept = await settings.read();
  const others = kept.saved.filter((search) => search.name !== name);
  const next = await askForName(others, name);
  if (next === undefined || next === name) return;
  const saved = kept.saved.map((search) => (search.name === name ? { ...search, name: next } : search));
  await settings.write({ ...kept, saved });
  sources.savedChanged(cube);
}

/** Removes a saved search; the notification offers to bring it back. */
export async function deleteSaved(sources: SearchSources, cube: string, name: string): Promise<void> {
  const { settings } = await sources.get(cube);
  const before = await settings.read();
  const removed = before.saved.find((search) => search.name === name);
  if (!removed) return;
  await settings.write({ ...before, saved: before.saved.filter((search) => search !== removed) });
  sources.savedChanged(cube);
  const undo = vscode.l10n.t('Undo');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('The saved search “{0}” was deleted. No memory was touched.', name),
    undo,
  );
  if (choice !== undo) return;
  const now = await settings.read();
  if (now.saved.some((search) => search.name === name)) return;
  await settings.write({ ...now, saved: [...now.saved, removed] });
  sources.savedChanged(cube);
}
