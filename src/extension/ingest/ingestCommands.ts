import * as vscode from 'vscode';
import type { Studio } from '../studio';
import type { TreeNode } from '../views/nodes';
import { atUri, type FileToRead } from './fileSource';
import { cubeTarget } from '../commands/targets';
import { readFiles } from './readFiles';

/** What the dialog offers first; anything else is read by its content. */
const READABLE = ['json', 'jsonl', 'md', 'markdown', 'txt', 'html', 'htm', 'pdf', 'docx'];

/** Reads files into a cube: those of the Explorer it was called on, else some that the person chooses. */
export async function ingestFiles(studio: Studio, args: readonly unknown[]): Promise<void> {
  const called = filesOf(args);
  const cube = await cubeTarget(
    studio,
    called.length > 0 ? [] : args,
    vscode.l10n.t('Read into which MemCube?'),
  );
  if (!cube) return;
  const files =
    called.length > 0
      ? called
      : await vscode.window.showOpenDialog({
          title: vscode.l10n.t('Read which files?'),
          openLabel: vscode.l10n.t('Read'),
          canSelectMany: true,
          filters: {
            [vscode.l10n.t('Dialogues and documents')]: READABLE,
            [vscode.l10n.t('All files')]: ['*'],
          },
        });
  if (files) await readFiles(studio, cube, files.map(atUri));
}

/** The files that a command of the Explorer was called on. */
function filesOf([first, all]: readonly unknown[]): vscode.Uri[] {
  if (!(first instanceof vscode.Uri)) return [];
  const several = Array.isArray(all) ? all.filter((each) => each instanceof vscode.Uri) : [];
  return several.length > 0 ? several : [first];
}

/** Reads files that were dropped on a node of the Cubes tree, or beside all of them, into its cube. */
export async function dropFiles(
  studio: Studio,
  target: TreeNode | undefined,
  files: readonly FileToRead[],
): Promise<void> {
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Folders are not read as a whole. Drop the files in them, or watch the folder.'),
    );
    return;
  }
  const cube = await cubeTarget(studio, target ? [target] : [], vscode.l10n.t('Read into which MemCube?'));
  if (cube) await readFiles(studio, cube, files);
}
