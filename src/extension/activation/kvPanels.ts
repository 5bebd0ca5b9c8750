import * as vscode from 'vscode';
import { cubeId } from '../cubes/cubeId';
import { localRoots } from '../editors/webviewHtml';
import { PANELS } from '../ids';
import { KvPanel, type KvPanelServices } from './kvPanel';
import { keptSchema } from './kvSchemas';

/** The KV inspectors that are open, one tab per cube. */
export class KvPanels implements vscode.Disposable {
  private readonly panels = new Map<string, KvPanel>();

  constructor(private readonly services: KvPanelServices) {}

  /** Shows the KV items of a cube, one of them where it is named. */
  open(cube: vscode.Uri, item: string | null): void {
    const known = this.panels.get(cubeId(cube));
    if (known) return known.show(item);
    const { extensionUri } = this.services;
    const panel = vscode.window.createWebviewPanel(
      PANELS.kvInspector,
      vscode.l10n.t('KV Inspector'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: localRoots(extensionUri) },
    );
    this.adopt(panel, cube, item);
  }

  /** Fills a tab that was open before the window was loaded again. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = keptSchema.safeParse(state);
    const cube = kept.success ? vscode.Uri.parse(kept.data.cube) : undefined;
    if (!cube || this.panels.has(cubeId(cube))) panel.dispose();
    else this.adopt(panel, cube, null);
  }

  private adopt(panel: vscode.WebviewPanel, cube: vscode.Uri, item: string | null): void {
    const inspector = new KvPanel(panel, cube, this.services, item);
    this.panels.set(cubeId(cube), inspector);
    panel.onDidDispose(() => {
      this.panels.delete(cubeId(cube));
      inspector.dispose();
    });
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
    this.panels.clear();
  }
}
