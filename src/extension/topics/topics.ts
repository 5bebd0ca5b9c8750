import * as vscode from 'vscode';
import { cubeId } from '../cubes/cubeId';
import { localRoots } from '../editors/webviewHtml';
import { PANELS } from '../ids';
import { TopicsPanel, type TopicsServices } from './topicsPanel';
import { keptSchema } from './topicsSchemas';

/** The previews of topics that are open, one tab per cube. */
export class Topics implements vscode.Disposable {
  private readonly panels = new Map<string, TopicsPanel>();

  constructor(private readonly services: TopicsServices) {}

  /** Works out the topics of a cube and shows what would be done; nothing is done yet. */
  async open(cube: vscode.Uri): Promise<void> {
    const known = this.panels.get(cubeId(cube));
    if (known) {
      known.show();
      return;
    }
    const planned = await this.services.plan(cube);
    if (planned.isEmpty) {
      const { cube: name } = planned.state();
      planned.dispose();
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is in order: there is nothing to put under topics.', name),
      );
      return;
    }
    const { extensionUri } = this.services;
    const panel = vscode.window.createWebviewPanel(
      PANELS.topics,
      vscode.l10n.t('Topics'),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: localRoots(extensionUri) },
    );
    this.adopt(panel, new TopicsPanel(panel, cube, this.services, planned));
  }

  /** Fills a tab that was open before the window was loaded again; the plan is made anew. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = keptSchema.safeParse(state);
    const cube = kept.success ? vscode.Uri.parse(kept.data.cube) : undefined;
    if (!cube || this.panels.has(cubeId(cube))) panel.dispose();
    else this.adopt(panel, new TopicsPanel(panel, cube, this.services));
  }

  private adopt(panel: vscode.WebviewPanel, topics: TopicsPanel): void {
    const key = cubeId(topics.cube);
    this.panels.set(key, topics);
    panel.onDidDispose(() => {
      this.panels.delete(key);
      topics.dispose();
    });
  }

  dispose(): void {
    for (const topics of this.panels.values()) topics.dispose();
    this.panels.clear();
  }
}
