import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { Channel, type Handlers } from '../../protocol/channel';
import type { TopicsHostContract, TopicsViewContract } from '../../protocol/topicsView';
import { localRoots, webviewHtml } from '../editors/webviewHtml';
import { webviewTransport } from '../editors/webviewTransport';
import { atBoundary } from '../host/boundary';
import { checkedHandlers, wireErrors } from '../host/viewRequests';
import { viewStrings } from '../host/viewStrings';
import type { PlannedTopics } from './plannedTopics';
import { topicsSchemas } from './topicsSchemas';

/** What the preview needs from the rest of the extension. */
export interface TopicsServices {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  /** Makes the plan of a cube. */
  plan(cube: vscode.Uri): Promise<PlannedTopics>;
  /** Shows a memory in the cube's editor. */
  reveal(cube: vscode.Uri, key: string): Promise<void>;
}

/** One tab: the requests of its page, answered from the plan, which is made by the first of them where none is given. */
export class TopicsPanel {
  private readonly channel: Channel<TopicsHostContract, TopicsViewContract>;
  private planning: Promise<PlannedTopics> | undefined;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly cube: vscode.Uri,
    private readonly services: TopicsServices,
    made?: PlannedTopics,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: localRoots(services.extensionUri) };
    panel.iconPath = new vscode.ThemeIcon('list-tree');
    if (made) this.planning = Promise.resolve(this.follow(made));
    this.channel = new Channel<TopicsHostContract, TopicsViewContract>(
      webviewTransport(webview),
      checkedHandlers(this.handlers(), topicsSchemas),
      wireErrors(services.log),
    );
    webview.html = webviewHtml(webview, services.extensionUri, {
      name: 'topics',
      title: vscode.l10n.t('Topics'),
    });
  }

  show(): void {
    this.panel.reveal();
  }

  private planned(): Promise<PlannedTopics> {
    const known = this.planning;
    if (known) return known;
    const planning = this.services.plan(this.cube).then((made) => this.follow(made));
    this.planning = planning;
    planning.catch(() => {
      if (this.planning === planning) this.planning = undefined;
    });
    return planning;
  }

  private follow(planned: PlannedTopics): PlannedTopics {
    planned.onDidChange(() => this.channel.emit('changed', planned.state()));
    this.panel.title = vscode.l10n.t('Topics: {0}', planned.state().cube);
    if (this.disposed) planned.dispose();
    return planned;
  }

  private handlers(): Handlers<TopicsHostContract> {
    return {
      hello: async () => ({
        language: vscode.env.language,
        strings: viewStrings(),
        cube: this.cube.toString(),
        state: (await this.planned()).state(),
      }),
      plan: async () => {
        const planned = await this.planned();
        await planned.again();
        return planned.state();
      },
      apply: async ({ without }) => {
        const planned = await this.planned();
        const done = await planned.apply(without);
        void this.offerUndo(planned, done);
        return planned.state();
      },
      undo: async () => {
        const planned = await this.planned();
        await planned.undo();
        return planned.state();
      },
      reveal: async ({ id }) => {
        await this.services.reveal(this.cube, id);
        return null;
      },
      cancel: () => {
        this.panel.dispose();
        return null;
      },
    };
  }

  private async offerUndo(
    planned: PlannedTopics,
    { fresh, moved }: { fresh: number; moved: number },
  ): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const text = vscode.l10n.t(
      '{0}: memories put under topics: {1}, new topics: {2}',
      planned.state().cube,
      moved,
      fresh,
    );
    if ((await vscode.window.showInformationMessage(text, undo)) !== undo) return;
    await atBoundary(this.services.log, 'undo of topics', async () => {
      await planned.undo();
      if (!this.disposed) this.channel.emit('changed', planned.state());
    });
  }

  dispose(): void {
    this.disposed = true;
    this.channel.dispose();
    void this.planning?.then(
      (planned) => planned.dispose(),
      () => undefined,
    );
  }
}
