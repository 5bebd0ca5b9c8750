import * as vscode from 'vscode';
import type { Op } from '../../engine/model/change';
import type { CubeLease } from '../cubes/cubeHub';
import type { EditSink, OpenCube } from '../cubes/openCube';

/**
 * A cube in its custom editor. Each edit is one step of VS Code's undo stack; the unsaved edits are in
 * the session's draft, so that nothing is lost when the window dies.
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

  get cube(): OpenCube {
    return this.lease.cube;
  }

  async edit(ops: readonly Op[], reason: string): Promise<void> {
    const { session } = this.cube;
    const applied = await session.apply(ops, { actor: 'user', reason });
    this.edited.fire({
      document: this,
      label: reason,
      undo: async () => session.undo(applied),
      redo: async () => session.redo(applied),
    });
  }

  dispose(): void {
    if (this.cube.editor === this) this.cube.editor = undefined;
    this.lease.dispose();
    this.disposed.fire();
    this.disposed.dispose();
    this.edited.dispose();
  }
}
