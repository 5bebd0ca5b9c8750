import * as vscode from 'vscode';
import { findCube } from '../../engine/cube/files/findCube';
import { withProgress } from '../host/boundary';
import { EDITORS } from '../ids';
import type { Studio } from '../studio';
import { pickMemory } from './pickMemory';
import { cubeTarget, memoryTarget } from './targets';

/** Opens a cube in its editor: the one the command was called on, or one that the person chooses. */
export async function openCube(studio: Studio, args: readonly unknown[]): Promise<void> {
  const [first] = args;
  const uri = first instanceof vscode.Uri ? await textFileAt(first) : await chooseCube(studio, args);
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, EDITORS.cube);
}

async function chooseCube(studio: Studio, args: readonly unknown[]): Promise<vscode.Uri | undefined> {
  if (args.length > 0 || (await studio.tree.list()).length > 0) return cubeTarget(studio, args);
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: true,
      title: vscode.l10n.t('Open a MemCube: its folder, or its textual_memory.json'),
    })) ?? [];
  return folder && textFileAt(folder);
}

async function textFileAt(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const cube = await findCube(uri.fsPath);
  const file = cube.textFile ?? cube.preferenceFile;
  if (file) return vscode.Uri.file(file);
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no text memory to open.', cube.name));
  return undefined;
}

/** Copies the demo cubes into a folder of their own and opens them. */
export async function openDemo(studio: Studio): Promise<void> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  const existing = (await studio.tree.list()).find(({ found }) =>
    found.description?.name.endsWith('aurora-home'),
  );
  const base = vscode.Uri.joinPath(studio.storage, 'demo');
  if (!existing) {
    const source = vscode.Uri.joinPath(studio.extensionUri, 'media', 'demo');
    await vscode.workspace.fs.copy(source, base, { overwrite: false }).then(undefined, (error: unknown) => {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileExists')) throw error;
    });
  }
  const folder = existing?.found.folder ?? vscode.Uri.joinPath(base, 'aurora-home');
  if (!existing && !open) await vscode.commands.executeCommand('vscode.openFolder', base);
  else await openCube(studio, [folder]);
}

/** Checks a cube's files and shows the Problems panel. */
export async function validate(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  await studio.hub.useFolder(file, async (cube) => {
    const count = await studio.problems.check(cube.session.cube.folder, cube);
    if (count > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
    else void vscode.window.showInformationMessage(vscode.l10n.t('{0}: no problems found.', cube.name));
  });
}

/** Writes a whole cube, as it is now, into an empty folder. */
export async function saveCubeAs(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: vscode.l10n.t('Save Here'),
      title: vscode.l10n.t('Save the MemCube into which empty folder?'),
    })) ?? [];
  if (!folder) return;
  await studio.hub.useFolder(file, async (cube) => {
    await withProgress(vscode.l10n.t('Saving {0}…', cube.name), () => cube.session.saveAs(folder.fsPath));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} was saved in {1}.', cube.name, folder.fsPath),
    );
  });
}

/** Opens the read-only inspector for a file. */
export async function inspectFile(_studio: Studio, args: readonly unknown[]): Promise<void> {
  const [first] = args;
  const node = first as { file?: vscode.Uri } | undefined;
  let uri = first instanceof vscode.Uri ? first : node?.file;
  if (!uri) {
    [uri] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Inspect which file?'),
        filters: {
          [vscode.l10n.t('Memory files')]: ['pickle', 'pkl', 'adapter', 'safetensors', 'gguf'],
          '*': ['*'],
        },
      })) ?? [];
  }
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, EDITORS.inspector);
}

/** Finds a memory by words and shows it in the editor. */
export async function findMemory(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  const lease = await studio.hub.acquire(file);
  try {
    const key = await pickMemory(lease.cube, vscode.l10n.t('Find a memory in {0}', lease.cube.name));
    if (key !== undefined) await studio.editors.reveal(file, key);
  } finally {
    lease.dispose();
  }
}

/** Shows a memory in the editor of its cube. */
export async function revealMemory(studio: Studio, args: readonly unknown[]): Promise<void> {
  const target = await memoryTarget(studio, args, vscode.l10n.t('Reveal which memory?'));
  const key = target?.keys[0];
  if (target && key !== undefined) await studio.editors.reveal(target.file, key);
}

/** Copies the ids of the chosen memories, one a line. */
export async function copyId(studio: Studio, args: readonly unknown[]): Promise<void> {
  const target = await memoryTarget(studio, args, vscode.l10n.t('Copy the id of which memory?'));
  if (!target) return;
  const ids = await studio.hub.use(target.file, async (cube) => {
    const memory = await cube.part(target.keys);
    return target.keys.map((key) => memory.row(key)?.id ?? key);
  });
  await vscode.env.clipboard.writeText(ids.join('\n'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0} ids', ids.length), 3000);
}
