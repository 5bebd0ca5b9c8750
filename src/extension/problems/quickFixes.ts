import * as vscode from 'vscode';
import type { ProblemFix } from '../../engine/model/problem';
import { COMMANDS } from '../ids';
import { hasByteOrderMark } from './byteOrderMark';
import { type CubeProblems, translated } from './cubeProblems';

/** Offers the safe repairs of problems as quick fixes; they are ordinary, undoable text edits. */
export class QuickFixes implements vscode.CodeActionProvider {
  constructor(private readonly problems: CubeProblems) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    // The offsets speak of the file on disk.
    if (document.isDirty) return [];
    const found = context.diagnostics.flatMap((diagnostic) => {
      const problem = this.problems.find(document.uri, diagnostic);
      return (problem?.fixes ?? []).map((fix) => ({ diagnostic, fix }));
    });
    if (found.length === 0) return [];
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    const bom = hasByteOrderMark(bytes);
    return found.map(({ diagnostic, fix }) => {
      const title = translated({ message: fix.title, args: fix.args });
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      if (bom && fix.edits.some(({ start }) => start === 0)) {
        action.command = { command: COMMANDS.removeByteOrderMark, title, arguments: [document.uri] };
      } else {
        action.edit = edits(document, fix, bom);
      }
      return action;
    });
  }
}

/** The edits of a fix; offsets count the byte order mark, positions in a document do not. */
function edits(document: vscode.TextDocument, fix: ProblemFix, bom: boolean): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const place = (offset: number): vscode.Position => document.positionAt(bom ? offset - 1 : offset);
  for (const { start, end, text } of fix.edits) {
    edit.replace(document.uri, new vscode.Range(place(start), place(end)), text);
  }
  return edit;
}
