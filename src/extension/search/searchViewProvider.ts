import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { Channel } from '../../protocol/channel';
import type { SearchHostContract, SearchTask, SearchViewContract } from '../../protocol/searchView';
import { localRoots, webviewHtml } from '../editors/webviewHtml';
import { webviewTransport } from '../editors/webviewTransport';
import { checkedHandlers, wireErrors } from '../host/viewRequests';
import { VIEWS } from '../ids';
import { SearchData, stateOf, type SearchServices } from './searchData';
import { searchSchemas } from './searchSchemas';

/** Name under which the workspace keeps the cube that was searched last. */
const LAST = 'memcube.search.last';

export interface ViewServices extends SearchServices {
  readonly extensionUri: vscode.Uri;
  readonly memento: vscode.Memento;
  readonly log: Logger;
  /** Cubes were found or are gone. */
  onCubes(listener: () => void): { dispose(): void };
  /** The embedder in force is another one. */
  onEmbedder(listener: () => void): { dispose(): void };
}

/** The search view, in the panel or wherever a person has moved it. */
export class SearchViewProvider implements vscode.WebviewViewProvider {
  private view:
    { view: vscode.WebviewView; channel: Channel<SearchHostContract, SearchViewContract> } | undefined;
  private task: SearchTask | null = null;
  /** The cube in sight; changes of others are not told. */
  private cube: string | undefined;

  constructor(private readonly services: ViewServices) {
    this.cube = services.memento.get(LAST);
  }

  /** Shows the view, with something to do where given, and the keyboard in its question. */
  async show(task?: SearchTask): Promise<void> {
    const there = this.view?.view.visible === true;
    if (task && !there) this.task = task;
    await vscode.commands.executeCommand(`${VIEWS.search}.focus`);
    if (!this.view) return;
    this.view.view.show();
    if (task && there) this.view.channel.emit('task', task);
    this.view.channel.emit('focus', null);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { services } = this;
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: localRoots(services.extensionUri) };
    const data = new SearchData(
      services,
      () => {
        const { task } = this;
        this.task = null;
        return task;
      },
      {
        get: () => this.cube,
        set: (cube) => {
          this.cube = cube;
          void services.memento.update(LAST, cube);
        },
      },
    );
    const channel = new Channel<SearchHostContract, SearchViewContract>(
      webviewTransport(webview),
      checkedHandlers(data.handlers(), searchSchemas),
      wireErrors(services.log),
    );
    this.view = { view, channel };
    const subscriptions = [
      services.sources.onDidChange((cube) => void this.tell(channel, cube)),
      services.sources.onJob((job) => channel.emit('job', job)),
      services.spotlights.onDidChange(({ cube, byGraph }) => {
        if (byGraph) channel.emit('spotlightEnded', { cube });
      }),
      services.onCubes(() => void this.tellCubes(channel)),
      services.onEmbedder(() => this.cube !== undefined && void this.tell(channel, this.cube)),
    ];
    view.onDidDispose(() => {
      channel.dispose();
      for (const subscription of subscriptions) subscription.dispose();
      if (this.view?.view === view) this.view = undefined;
    });
    webview.html = webviewHtml(webview, services.extensionUri, {
      name: 'search',
      title: vscode.l10n.t('Search'),
    });
  }

  private async tell(channel: Channel<SearchHostContract, SearchViewContract>, cube: string): Promise<void> {
    if (cube !== this.cube) return;
    try {
      channel.emit('changed', await stateOf(await this.services.sources.get(cube)));
    } catch (error) {
      this.services.log.error(error, 'state of a search');
    }
  }

  private async tellCubes(channel: Channel<SearchHostContract, SearchViewContract>): Promise<void> {
    channel.emit('cubes', { cubes: await this.services.sources.list() });
  }
}
