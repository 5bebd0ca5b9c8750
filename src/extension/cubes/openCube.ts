import * as vscode from 'vscode';
import { Emitter } from '../../engine/base/events';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { Op } from '../../engine/model/change';
import { saveWithConflicts } from '../editors/saveConflicts';

/** Where edits go while a cube is open in its editor, so that VS Code can undo them. */
export interface EditSink {
  edit(ops: readonly Op[], reason: string): Promise<void>;
}

/** One cube that somebody looks at: an editor, the tree, a text document. */
export class OpenCube {
  /** Set while the cube is open in a custom editor. */
  editor: EditSink | undefined;
  private readonly changed = new Emitter<readonly string[]>();
  /** Something in the cube is different; carries the keys concerned, none for everything. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: { dispose(): void };

  constructor(
    readonly session: CubeSession,
    /** The text-memory file. */
    readonly uri: vscode.Uri,
  ) {
    this.subscription = session.onDidChange((event) => this.changed.fire(event.keys));
  }

  get name(): string {
    return this.session.cube.name;
  }

  /**
   * Makes a Change. In an open editor it is an undoable edit; otherwise it is saved at once and the
   * notification offers to undo it, unless `quiet`.
   */
  async edit(ops: readonly Op[], reason: string, quiet = false): Promise<void> {
    if (ops.length === 0) return;
    if (this.editor) return this.editor.edit(ops, reason);
    const applied = await this.session.apply(ops, { actor: 'user', reason });
    await saveWithConflicts(this);
    if (!quiet) void this.offerUndo(applied, reason);
  }

  private async offerUndo(applied: Awaited<ReturnType<CubeSession['apply']>>, reason: string): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const choice = await vscode.window.showInformationMessage(`${this.name}: ${reason}`, undo);
    if (choice !== undo) return;
    await this.session.undo(applied);
    if (!this.editor) await saveWithConflicts(this);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    void this.session.dispose();
  }
}
