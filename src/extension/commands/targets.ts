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

/** The text-memory file of the cube that a command means; asks where there are several. */
export async function cubeTarget(studio: Studio, args: readonly unknown[]): Promise<vscode.Uri | undefined> {
  const [first] = args;
  if (isNode(first)) {
    const file = first.node === 'cube' ? textFileOf(first) : fileOf(first);
    if (file) return file;
  }
  if (studio.editors.active) return studio.editors.active.document.uri;
  const cubes = (await studio.tree.list()).filter((cube) => textFileOf(cube) !== undefined);
  if (cubes.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no MemCube open. Open a folder with one, or the demo.'),
    );
    return undefined;
  }
  if (cubes.length === 1) return textFileOf(cubes[0]!);
  const items = cubes.map((cube) => ({
    label: `$(package) ${cube.found.description?.name ?? ''}`,
    description: vscode.workspace.asRelativePath(cube.found.folder),
    file: textFileOf(cube)!,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which MemCube?') }))?.file;
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
