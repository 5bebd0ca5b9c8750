import * as vscode from 'vscode';
import type { LiveConflict } from '../../engine/live/liveConflict';
import type { CubeData } from '../cubes/cubeData';
import { cubeId } from '../cubes/cubeId';
import { memoryUri } from '../documents/memoryUri';
import { conflictSide } from '../editors/conflictDiff';

/**
 * Shows what somebody else made of a memory beside what was wanted. The right side is the memory as a document
 * with the person's own edit in it: saving it keeps that, in whatever form it then has.
 */
export async function showLiveConflict(cube: CubeData, { conflict, title }: LiveConflict): Promise<void> {
  const { key, path, ours, theirs } = conflict;
  if (theirs === null || ours === null || path[0] !== 'memory') {
    const side = (name: string, raw: string | null) => conflictSide(cube.uri, name, conflict, raw);
    await diff(side('theirs', theirs), side('ours', ours), title);
    const again = vscode.l10n.t('Compare both, then make the edit again if you still want it.');
    void vscode.window.showWarningMessage(`${changed(title)} ${again}`);
    return;
  }
  const uri = memoryUri({ cube: cubeId(cube.uri), key, as: 'text' }, title);
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const mine = new vscode.WorkspaceEdit();
  mine.replace(uri, whole, JSON.parse(ours) as string);
  await vscode.workspace.applyEdit(mine);
  const text = JSON.parse(theirs) as string;
  await diff(conflictSide(cube.uri, 'theirs', conflict, text, 'md'), uri, title);
  const keep = vscode.l10n.t('Keep Mine');
  const take = vscode.l10n.t('Take Theirs');
  const choice = await vscode.window.showWarningMessage(
    `${changed(title)} ${vscode.l10n.t('Edit the right side and save it, or choose.')}`,
    keep,
    take,
  );
  if (choice === undefined) return;
  const back = new vscode.WorkspaceEdit();
  if (choice === take) {
    back.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(back);
  }
  await document.save();
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

const changed = (title: string): string =>
  vscode.l10n.t('“{0}” was changed by somebody else meanwhile; nothing was written.', title);

async function diff(theirs: vscode.Uri, ours: vscode.Uri, title: string): Promise<void> {
  const name = vscode.l10n.t('{0}: theirs ↔ yours', title);
  await vscode.commands.executeCommand('vscode.diff', theirs, ours, name, { preview: true });
}
