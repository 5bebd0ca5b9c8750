import * as vscode from 'vscode';
import { renderRaw } from '../../engine/base/json/render';
import { CONFIG_STYLE } from '../../engine/base/json/style';
import type { Conflict } from '../../engine/cube/merge/conflict';
import type { OpenCube } from '../cubes/openCube';
import { SCHEMES } from '../ids';

const texts = new Map<string, string>();

/** Serves the two sides of a conflict to the diff editor. */
export const conflictContent: vscode.TextDocumentContentProvider = {
  provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
};

/** Opens a diff editor: what is on disk beside what is in the editor. */
export async function showConflictDiff(cube: OpenCube, conflict: Conflict): Promise<void> {
  const side = (name: string, raw: string | null): vscode.Uri => {
    const uri = vscode.Uri.from({
      scheme: SCHEMES.conflict,
      path: `/${name}/${conflict.path.join('.')}.json`,
      query: `${cube.uri.fsPath}#${conflict.key}`,
    });
    texts.set(uri.toString(), raw === null ? '' : renderRaw(raw, CONFIG_STYLE));
    return uri;
  };
  const title = cube.session.memory.row(conflict.key)?.title ?? conflict.key;
  await vscode.commands.executeCommand(
    'vscode.diff',
    side('theirs', conflict.theirs),
    side('ours', conflict.ours),
    vscode.l10n.t('{0}: on disk ↔ yours', title),
    { preview: true },
  );
}
