import * as vscode from 'vscode';
import type { CubeHub } from './cubes/cubeHub';
import type { CubeData } from './cubes/cubeData';
import { countText } from './host/countText';
import { setting } from './host/settings';
import { COMMANDS } from './ids';

/** The status bar item: name and size of the cube in the active editor. */
export class CubeStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'memcube.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  private cube: CubeData | undefined;
  private readonly subscription: { dispose(): void };

  constructor(hub: CubeHub) {
    this.item.name = vscode.l10n.t('MemCube');
    this.item.command = COMMANDS.cubeHistory;
    this.subscription = hub.onDidChange((cube) => cube === this.cube && void this.update());
  }

  show(cube: CubeData | undefined): void {
    this.cube = cube;
    void this.update();
  }

  private async update(): Promise<void> {
    const { cube } = this;
    if (!cube || !setting('memcube.statusBar.enabled')) {
      this.item.hide();
      return;
    }
    const size = await cube.size().catch(() => undefined);
    if (cube !== this.cube) return;
    const unsaved = cube.dirty ? ` ${vscode.l10n.t('(unsaved)')}` : '';
    const lock = cube.readOnly ? ' $(lock)' : '';
    const about = size === undefined ? vscode.l10n.t('away') : countText(size, 'memories');
    this.item.text = `$(package) ${cube.name}: ${about}${unsaved}${lock}`;
    this.item.tooltip = vscode.l10n.t('Show the history of this MemCube');
    this.item.show();
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }
}
