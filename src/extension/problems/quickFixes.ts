import * as vscode from 'vscode';
import { type CubeProblems, translated } from './cubeProblems';

/** Offers the safe repairs of problems as quick fixes; they are ordinary, undoable text edits. */
export class QuickFixes implements vscode.CodeActionProvider {
  constructor(private readonly problems: CubeProblems) {}

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // The offsets speak of the file on disk.
    if (document.isDirty) return [];
    return context.diagnostics.flatMap((diagnostic) => {
      const problem = this.problems.find(document.uri, diagnostic);
      return (problem?.fixes ?? []).map((fix) => {
        const action = new vscode.CodeAction(
          translated({ message: fix.title, args: fix.args }),
          vscode.CodeActionKind.QuickFix,
        );
        action.diagnostics = [diagnostic];
        action.edit = new vscode.WorkspaceEdit();
        for (const { start, end, text } of fix.edits) {
          const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
          action.edit.replace(document.uri, range, text);
        }
        return action;
      });
    });
  }
}
