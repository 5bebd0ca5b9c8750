import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { cubeTarget } from '../commands/targets';
import { requireTrust } from '../host/trust';
import type { Studio } from '../studio';
import { cubeName, keepWatched, watchedFolders } from './watchSettings';

/** Has new and changed files of a folder read into a cube: of the Explorer's folder, else of one that is chosen. */
export async function watchFolder(studio: Studio, [first]: readonly unknown[]): Promise<void> {
  mustBeTrusted();
  const folder = first instanceof vscode.Uri ? first : await chooseFolder();
  if (!folder) return;
  if (!vscode.workspace.getWorkspaceFolder(folder)) {
    throw new StudioError('bad-argument', vscode.l10n.t('Only folders of this workspace are watched.'), {
      remedy: vscode.l10n.t('Add the folder to the workspace first.'),
    });
  }
  const cube = await cubeTarget(studio, [], vscode.l10n.t('Read into which MemCube?'));
  if (!cube) return;
  const path = vscode.workspace.asRelativePath(folder);
  // The top of the workspace has no path in it.
  const entry = { folder: path === folder.fsPath ? '.' : path, cube: cubeName(cube), ignore: [] };
  const others = watchedFolders().filter((each) => each.folder !== entry.folder || each.cube !== entry.cube);
  await keepWatched([...others, entry]);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'New and changed files of {0} are read and wait for your review from now on.',
      entry.folder,
    ),
  );
}

/** Ends that for a folder; what was read stays. */
export async function stopWatchingFolder(): Promise<void> {
  const all = watchedFolders();
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No folder is watched.'));
    return;
  }
  const items = all.map((watched) => ({
    label: `$(eye) ${watched.folder}`,
    description: watched.cube,
    watched,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Stop watching which folder?'),
  });
  if (chosen) await keepWatched(all.filter((each) => each !== chosen.watched));
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Watch which folder?'),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(first ? { defaultUri: first.uri } : {}),
    })) ?? [];
  return folder;
}

function mustBeTrusted(): void {
  requireTrust(vscode.l10n.t('In Restricted Mode no folder is watched.'));
}
