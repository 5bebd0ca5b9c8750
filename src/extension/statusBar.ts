import * as vscode from 'vscode';
import type { CubeHub } from './cubes/cubeHub';
import type { OpenCube } from './cubes/openCube';
import { setting } from './host/settings';
import { COMMANDS } from './ids';

/** The status bar item: name and size of the cube in the active editor. */
export class CubeStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'memcube.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  private cube: OpenCube | undefined;
  private readonly subscription: { dispose(): void };

  constructor(hub: CubeHub) {
    this.item.name = vscode.l10n.t('MemCube');
    this.item.command = COMMANDS.cubeHistory;
    this.subscription = hub.onDidChange((cube) => cube === this.cube && this.update());
  }

  show(cube: OpenCube | undefined): void {
    this.cube = cube;
    this.update();
  }

  private update(): void {
    if (!this.cube || !setting('memcube.statusBar.enabled')) {
      this.item.hide();
      return;
    }
    const { name, session } = this.cube;
    const unsaved = session.dirty ? ` ${vscode.l10n.t('(unsaved)')}` : '';
    const lock = session.readOnly ? ' $(lock)' : '';
    this.item.text = `$(package) ${name}: ${vscode.l10n.t('{0} memories', session.memory.size)}${unsaved}${lock}`;
    this.item.tooltip = vscode.l10n.t('Show the history of this MemCube');
    this.item.show();
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }
}
