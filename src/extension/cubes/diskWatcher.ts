import * as vscode from 'vscode';
import type { CubeProblems } from '../problems/cubeProblems';
import { atBoundary } from '../host/boundary';
import type { CubesTree } from '../views/cubesTree';
import type { CubeHub } from './cubeHub';
import type { OpenCube } from './openCube';

/** Time in which several notifications about one file count as one, in milliseconds. */
const SETTLE_MS = 200;

/**
 * Watches the files of cubes. A clean cube follows its file; a cube with unsaved edits keeps them and
 * says that the file has changed: saving merges, and asks where both sides changed the same field.
 */
export class DiskWatcher implements vscode.Disposable {
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/{*.json,*.pickle,*.adapter}');
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly hub: CubeHub,
    private readonly tree: CubesTree,
    private readonly problems: CubeProblems,
  ) {
    this.watcher.onDidChange((uri) => this.soon(uri));
    this.watcher.onDidCreate((uri) => this.soon(uri, true));
    this.watcher.onDidDelete((uri) => this.soon(uri, true));
  }

  private soon(uri: vscode.Uri, structure = false): void {
    if (/[\\/](\.memcube|node_modules|\.git)[\\/]/.test(uri.fsPath)) return;
    clearTimeout(this.timers.get(uri.fsPath));
    const timer = setTimeout(() => {
      this.timers.delete(uri.fsPath);
      void atBoundary(this.hub.context.log, 'file watcher', () => this.settle(uri, structure));
    }, SETTLE_MS);
    this.timers.set(uri.fsPath, timer);
  }

  private async settle(uri: vscode.Uri, structure: boolean): Promise<void> {
    const name = uri.path.split('/').pop();
    if (structure && (name === 'config.json' || name === 'textual_memory.json')) this.tree.refresh();
    for (const cube of this.hub.folders()) {
      const { cube: description } = cube.session;
      if (uri.fsPath === description.configFile) await this.problems.check(description.folder, cube);
      if (uri.fsPath !== cube.uri.fsPath) continue;
      const state = await cube.session.checkDisk();
      if (state === 'changed-while-dirty') this.tell(cube);
      await this.problems.check(description.folder, cube);
    }
  }

  private tell(cube: OpenCube): void {
    const compare = vscode.l10n.t('Compare');
    void vscode.window
      .showWarningMessage(
        vscode.l10n.t('{0} was changed on disk while you have unsaved edits. Saving merges both.', cube.name),
        compare,
      )
      .then((choice) => {
        if (choice !== compare) return;
        void vscode.commands.executeCommand('vscode.open', cube.uri, { override: 'default' });
      });
  }

  dispose(): void {
    this.watcher.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}
