import * as vscode from 'vscode';
import type { CubeData, EditSink } from '../cubes/cubeData';
import type { CubeLease } from '../cubes/cubeHub';
import { SCHEMES } from '../ids';

/**
 * A cube in its custom editor. Each edit is one step of VS Code's undo stack; the unsaved edits are in
 * the session's draft, so that nothing is lost when the window dies. Edits of a cube in a store are written at
 * once.
 */
export class CubeDocument implements vscode.CustomDocument, EditSink {
  private readonly edited = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<CubeDocument>>();
  readonly onDidEdit = this.edited.event;
  private readonly disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.disposed.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly lease: CubeLease,
  ) {
    lease.cube.editor = this;
  }

  get cube(): CubeData {
    return this.lease.cube;
  }

  did(label: string, undo: () => Promise<unknown>, redo: () => Promise<unknown>): void {
    const then = async (turn: () => Promise<unknown>): Promise<void> => {
      await turn();
      this.settle();
    };
    this.edited.fire({ document: this, label, undo: () => then(undo), redo: () => then(redo) });
    this.settle();
  }

  /** What is in a store is written already: VS Code is told to save, so that the tab is never dirty. */
  private settle(): void {
    if (this.uri.scheme === SCHEMES.store) setTimeout(() => void vscode.workspace.save(this.uri), 0);
  }

  dispose(): void {
    if (this.cube.editor === this) this.cube.editor = undefined;
    this.lease.dispose();
    this.disposed.fire();
    this.disposed.dispose();
    this.edited.dispose();
  }
}
