import * as vscode from 'vscode';
import { COMMANDS } from '../ids';
import type { Waiting } from './waiting';
import { cubeOf, watchedFolders } from './watchSettings';

/** The status bar item of a workspace that watches folders: how many sources wait for review; it opens one. */
export class WatchStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'memcube.watch',
    vscode.StatusBarAlignment.Left,
    9,
  );
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(private readonly waiting: Waiting) {
    this.item.name = vscode.l10n.t('MemCube: Watched Folders');
    this.item.command = COMMANDS.reviewBatch;
    this.subscriptions = [
      waiting.onDidChange(() => void this.update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('memcube.watchedFolders')) void this.update();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.update()),
    ];
    void this.update();
  }

  private async update(): Promise<void> {
    const folders = vscode.workspace.isTrusted ? watchedFolders() : [];
    if (folders.length === 0) {
      this.item.hide();
      return;
    }
    const cubes = new Map(
      folders.flatMap(({ cube }) => cubeOf(cube) ?? []).map((uri) => [uri.toString(), uri]),
    );
    const lists = await Promise.all([...cubes.values()].map((uri) => this.waiting.of(uri)));
    const count = lists.flat().length;
    this.item.text = `$(eye) ${vscode.l10n.t('{0} to review', count)}`;
    this.item.tooltip = vscode.l10n.t('Watched: {0}', folders.map(({ folder }) => folder).join(', '));
    this.item.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }
}
