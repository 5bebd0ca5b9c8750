import * as vscode from 'vscode';
import { renderRaw } from '../../engine/base/json/render';
import { CONFIG_STYLE } from '../../engine/base/json/style';
import type { Conflict } from '../../engine/cube/merge/conflict';
import { cubeId } from '../cubes/cubeId';
import type { OpenCube } from '../cubes/openCube';
import { SCHEMES } from '../ids';

const texts = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Serves the two sides of a conflict to the diff editor. */
export const conflictContent: vscode.TextDocumentContentProvider = {
  onDidChange: changed.event,
  provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
};

/** One side of a conflict as a read-only document: JSON, or with `md` a text as it is. */
export function conflictSide(
  cube: vscode.Uri,
  name: string,
  { key, path }: Pick<Conflict, 'key' | 'path'>,
  content: string | null,
  suffix: 'json' | 'md' = 'json',
): vscode.Uri {
  const uri = vscode.Uri.from({
    scheme: SCHEMES.conflict,
    path: `/${name}/${path.join('.') || 'memory'}.${suffix}`,
    query: `${cubeId(cube)}#${key}`,
  });
  const rendered = content === null ? '' : suffix === 'md' ? content : renderRaw(content, CONFIG_STYLE);
  texts.set(uri.toString(), rendered);
  changed.fire(uri);
  return uri;
}

/** Opens a diff editor: what is on disk beside what is in the editor. */
export async function showConflictDiff(cube: OpenCube, conflict: Conflict): Promise<void> {
  const side = (name: string, raw: string | null) => conflictSide(cube.uri, name, conflict, raw);
  const title = cube.session.memory.row(conflict.key)?.title ?? conflict.key;
  await vscode.commands.executeCommand(
    'vscode.diff',
    side('theirs', conflict.theirs),
    side('ours', conflict.ours),
    vscode.l10n.t('{0}: on disk ↔ yours', title),
    { preview: true },
  );
}
