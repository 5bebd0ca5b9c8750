import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { SCHEMES } from '../ids';

/** The text-memory file as it was at a moment, as a read-only document. */
export class AsOfContent implements vscode.TextDocumentContentProvider {
  constructor(private readonly hub: CubeHub) {}

  uri(file: vscode.Uri, at: Date): vscode.Uri {
    return vscode.Uri.from({
      scheme: SCHEMES.asOf,
      path: file.path,
      query: JSON.stringify({ file: file.fsPath, at: at.toISOString() }),
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { file, at } = JSON.parse(uri.query) as { file: string; at: string };
    return this.hub.use(vscode.Uri.file(file), async ({ session }) => {
      const { memory, exact, notes } = await session.asOf(new Date(at));
      if (!exact) {
        void vscode.window.showWarningMessage(notes.join(' '));
      }
      return memory.toBuffer().toString('utf8');
    });
  }
}
