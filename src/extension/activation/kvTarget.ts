import * as vscode from 'vscode';
import { cubeTarget } from '../commands/targets';
import type { Studio } from '../studio';
import { isNode } from '../views/nodes';
import type { KvHome } from './kvHome';

/** An item that a command is about. */
export interface KvTarget {
  readonly home: KvHome;
  readonly id: string;
}

/**
 * The item that a command means: the one it was called on, else one that the person picks. Undefined when they change
 * their mind, and where there is none, which is said.
 */
export async function kvTarget(
  studio: Studio,
  args: readonly unknown[],
  placeHolder: string,
): Promise<KvTarget | undefined> {
  const [first] = args;
  const { homes } = await studio.activation();
  if (isNode(first) && first.node === 'kvItem') return { home: await homes.of(first.file), id: first.row.id };
  if (isNamed(first)) return { home: await homes.of(first.cube), id: first.id };
  const cube = await cubeTarget(studio, args);
  if (!cube) return undefined;
  const home = await homes.of(cube);
  const rows = await home.rows();
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has no KV items yet. Build one from memories or a document.', home.cube.name),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    rows.map(({ id, title, tokens }) => ({
      label: title || id,
      description: vscode.l10n.t('{0} tokens', tokens.toLocaleString(vscode.env.language)),
      id,
    })),
    { placeHolder },
  );
  return chosen && { home, id: chosen.id };
}

/** The cube that a request of the inspector names. */
export function namedCube(value: unknown): vscode.Uri | undefined {
  return typeof value === 'object' && value !== null && 'cube' in value && value.cube instanceof vscode.Uri
    ? value.cube
    : undefined;
}

function isNamed(value: unknown): value is { readonly cube: vscode.Uri; readonly id: string } {
  return namedCube(value) !== undefined && typeof (value as { id?: unknown }).id === 'string';
}
