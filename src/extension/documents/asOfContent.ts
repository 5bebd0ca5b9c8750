import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { SCHEMES } from '../ids';

/** The text-memory file as it was at a moment, as a read-only document. */
export class AsOfContent implements vscode.TextDocumentContentProvider {
  constructor(private readonly hub: CubeHub) {}

  /** Address of the file at a moment; without one, as it is now with the unsaved edits. */
  uri(file: vscode.Uri, at?: Date): vscode.Uri {
    // Not named as the file is, or VS Code would open the MemCube editor for it.
    const name = file.path
      .split('/')
      .slice(-2)
      .join(' ')
      .replace(/\.json$/, '');
    return vscode.Uri.from({
      scheme: SCHEMES.asOf,
      path: `/${name} ${at ? at.toISOString() : 'now'}.json`,
      query: JSON.stringify({ file: file.fsPath, at: at?.toISOString() }),
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { file, at } = JSON.parse(uri.query) as { file: string; at?: string };
    return this.hub.useFolder(vscode.Uri.file(file), async ({ session }) => {
      if (at === undefined) return session.memory.toBuffer().toString('utf8');
      const { memory, exact, notes } = await session.asOf(new Date(at));
      if (!exact) {
        void vscode.window.showWarningMessage(notes.join(' '));
      }
      return memory.toBuffer().toString('utf8');
    });
  }
}
