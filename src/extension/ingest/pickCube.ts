import * as vscode from 'vscode';
import type { Studio } from '../studio';
import { cubeTarget } from '../commands/targets';
import { isNode } from '../views/nodes';

const LAST = 'ingest.lastCube';

/**
 * The cube that something is to be read into: the one a command was called on, the only one there is, or one that the
 * person picks, with the last one of this workspace first. Undefined when they change their mind.
 */
export async function pickCube(
  studio: Studio,
  args: readonly unknown[],
  placeHolder: string,
): Promise<vscode.Uri | undefined> {
  const [first] = args;
  if (isNode(first)) return cubeTarget(studio, args);
  const panel = studio.editors.active;
  if (panel) return panel.document.uri;
  const cubes = await studio.searches.list();
  // Says that there is none, with the way out.
  if (cubes.length === 0) return cubeTarget(studio, []);
  const last = studio.workspaceState.get<string>(LAST);
  const items = [...cubes]
    .sort((a, b) => Number(b.id === last) - Number(a.id === last))
    .map(({ id, name, detail }) => ({
      label: `$(package) ${name}`,
      description: id === last ? vscode.l10n.t('{0} · last used', detail) : detail,
      id,
    }));
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (!chosen) return undefined;
  await studio.workspaceState.update(LAST, chosen.id);
  return vscode.Uri.parse(chosen.id, true);
}
