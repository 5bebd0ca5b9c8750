import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { MemoryKey } from '../../engine/model/memory';
import type { CubeData } from '../cubes/cubeData';
import { cubeId } from '../cubes/cubeId';
import { pickMemory } from './pickMemory';
import type { Studio } from '../studio';
import { type CubeNode, type HitNode, type MemoryNode, type TreeNode, fileOf, isNode } from '../views/nodes';

/** What a command is about: memories of one cube. */
export interface Target {
  readonly file: vscode.Uri;
  readonly keys: readonly MemoryKey[];
}

/**
 * The memories that a command means: those it was called on, else the selection of the active editor or
 * of the tree, else one that the person picks. Undefined when the person changes their mind.
 */
export async function memoryTarget(
  studio: Studio,
  args: readonly unknown[],
  title: string,
): Promise<Target | undefined> {
  const [first, all] = args;
  const several: TreeNode[] = Array.isArray(all) ? all.filter(isNode) : [];
  const nodes = isNode(first) ? (several.length > 0 ? several : [first]) : [];
  const chosen = nodes.filter(isMemory);
  if (chosen.length > 0) return targetOf(chosen);
  const panel = studio.editors.active;
  if (panel && panel.selection.length > 0) return { file: panel.document.uri, keys: panel.selection };
  const selected = studio.treeSelection().filter(isMemory);
  if (!panel && selected.length > 0) return targetOf(selected);
  const file = await cubeTarget(studio, args);
  if (!file) return undefined;
  const key = await studio.hub.use(file, (cube) => pickMemory(cube, title));
  return key === undefined ? undefined : { file, keys: [key] };
}

const LAST = 'memcube.lastCube';

/**
 * The cube that a command means: the one it was called on or of the active editor, the only one there is, or one that
 * the person picks, with the last one picked in this workspace first. Undefined when they change their mind, and where
 * there is none, which is said.
 */
export async function cubeTarget(
  studio: Studio,
  args: readonly unknown[],
  placeHolder: string = vscode.l10n.t('Which MemCube?'),
): Promise<vscode.Uri | undefined> {
  const [first] = args;
  if (isNode(first)) {
    const file = first.node === 'cube' ? textFileOf(first) : fileOf(first);
    if (file) return file;
  }
  if (studio.editors.active) return studio.editors.active.document.uri;
  const cubes = await studio.searches.list();
  if (cubes.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no MemCube open. Open a folder with one, or the demo.'),
    );
    return undefined;
  }
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

/** Fails clearly where a cube cannot be edited. */
export function mustBeWritable(cube: CubeData): void {
  if (!cube.readOnly) return;
  throw new StudioError(
    'read-only',
    vscode.l10n.t('{0} is read-only: its file or folder cannot be written.', cube.name),
    {
      remedy: vscode.l10n.t('Save it elsewhere with “Save MemCube As…”.'),
    },
  );
}

function textFileOf({ found }: CubeNode): vscode.Uri | undefined {
  const file = found.description?.textFile ?? found.description?.preferenceFile;
  return file === undefined ? undefined : vscode.Uri.file(file);
}

const isMemory = (node: TreeNode): node is MemoryNode | HitNode =>
  node.node === 'memory' || node.node === 'hit';

function targetOf(nodes: readonly (MemoryNode | HitNode)[]): Target {
  const { file } = nodes[0]!;
  return { file, keys: nodes.filter((n) => cubeId(n.file) === cubeId(file)).map((n) => n.key) };
}
