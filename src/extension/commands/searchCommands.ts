import * as vscode from 'vscode';
import type { Studio } from '../studio';
import { deleteSaved, renameSaved } from '../search/savedSearches';
import type { SearchNode } from '../views/nodes';
import { cubeTarget, memoryTarget } from './targets';

/** Opens the search view on the cube that the command means, with the keyboard in the question. */
export async function openSearch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const asked = args.length > 0 || studio.editors.active !== undefined;
  const file = asked ? await cubeTarget(studio, args) : undefined;
  await studio.searchView.show(file && { cube: file.toString() });
}

/** Explains in the search view why a memory is not among the hits of the question there. */
export async function whyNot(studio: Studio, args: readonly unknown[]): Promise<void> {
  const target = await memoryTarget(studio, args, vscode.l10n.t('Explain the absence of which memory?'));
  const key = target?.keys[0];
  if (target && key !== undefined)
    await studio.searchView.show({ cube: target.file.toString(), whyNot: key });
}

export async function openSavedSearch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const { file, search } = args[0] as SearchNode;
  await studio.searchView.show({ cube: file.toString(), request: search.request });
}

export async function renameSavedSearch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const { file, search } = args[0] as SearchNode;
  await renameSaved(studio.searches, file.toString(), search.name);
}

export async function deleteSavedSearch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const { file, search } = args[0] as SearchNode;
  await deleteSaved(studio.searches, file.toString(), search.name);
}
