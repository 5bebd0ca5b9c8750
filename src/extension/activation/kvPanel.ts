import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { describeError } from '../../engine/base/errors';
import { Channel, type Handlers } from '../../protocol/channel';
import type { KvHostContract, KvViewContract } from '../../protocol/kvInspector';
import { localRoots, webviewHtml } from '../editors/webviewHtml';
import { webviewTransport } from '../editors/webviewTransport';
import { checkedHandlers, wireErrors } from '../host/viewRequests';
import { viewStrings } from '../host/viewStrings';
import { COMMANDS } from '../ids';
import { openSourceDiff } from './sourceDiff';
import { kvDetail, kvNumbers, kvTokens } from './kvDetail';
import type { KvHome } from './kvHome';
import { kvSchemas } from './kvSchemas';
import { removeItem } from './removeItem';

/** What the inspector needs from the rest of the extension. */
export interface KvPanelServices {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  home(cube: vscode.Uri): Promise<KvHome>;
  /** Shows a memory in the cube's editor. */
  reveal(cube: vscode.Uri, key: string): Promise<void>;
}

/** Time in which several changes are told as one, in milliseconds. */
const SETTLE_MS = 60;

/** One tab: the requests of its page, answered from the activation memory of a cube. */
export class KvPanel {
  private readonly channel: Channel<KvHostContract, KvViewContract>;
  private following: { dispose(): void } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly cube: vscode.Uri,
    private readonly services: KvPanelServices,
    private item: string | null,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: localRoots(services.extensionUri) };
    panel.iconPath = new vscode.ThemeIcon('pulse');
    this.channel = new Channel<KvHostContract, KvViewContract>(
      webviewTransport(webview),
      checkedHandlers(this.handlers(), kvSchemas),
      wireErrors(services.log),
    );
    webview.html = webviewHtml(webview, services.extensionUri, {
      name: 'kvInspector',
      title: vscode.l10n.t('KV Inspector'),
    });
  }

  /** Brings the tab to the front, with an item chosen where one is named. */
  show(item: string | null): void {
    this.panel.reveal();
    if (item === null) return;
    this.item = item;
    this.channel.emit('show', { id: item });
  }

  private async home(): Promise<KvHome> {
    const home = await this.services.home(this.cube);
    this.panel.title = vscode.l10n.t('KV items: {0}', home.cube.name);
    this.following ??= home.onDidChange(() => this.tellSoon(home));
    if (this.disposed) this.following.dispose();
    return home;
  }

  private tellSoon(home: KvHome): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.tell(home);
    }, SETTLE_MS);
  }

  private async tell(home: KvHome): Promise<void> {
    try {
      const state = await home.state();
      if (!this.disposed) this.channel.emit('changed', state);
    } catch (error) {
      this.services.log.debug(`the KV items of ${this.cube.toString()}: ${describeError(error)}`);
    }
  }

  private handlers(): Handlers<KvHostContract> {
    const { services, cube } = this;
    const done = async (work: (home: KvHome) => unknown): Promise<null> => {
      await work(await this.home());
      return null;
    };
    const command = async (id: string, ...args: unknown[]): Promise<null> => {
      await vscode.commands.executeCommand(id, ...args);
      return null;
    };
    return {
      hello: async () => ({
        language: vscode.env.language,
        strings: viewStrings(),
        cube: cube.toString(),
        item: this.item,
        state: await (await this.home()).state(),
      }),
      detail: async ({ id }) => kvDetail(await this.home(), id),
      tokens: async ({ id }) => kvTokens(await this.home(), id),
      numbers: async ({ id }, signal) => kvNumbers(await this.home(), id, signal),
      ask: async (asked) => {
        const { stream } = asked;
        const onText = (text: string): void => this.channel.emit('text', { stream, text });
        return (await this.home()).asks.ask({ ...asked, onText });
      },
      stop: ({ stream }) =>
        done((home) => {
          home.asks.stop(stream);
        }),
      rebuild: ({ id }) => done((home) => home.rebuild(id)),
      cancel: ({ id }) =>
        done((home) => {
          home.jobs.cancel(id);
        }),
      pin: ({ id, pinned }) => done((home) => home.manager().pin(id, pinned)),
      wake: ({ id }) => done((home) => home.wake(id)),
      remove: ({ id }) => done((home) => removeItem(home, id)),
      diff: ({ id, key }) => done((home) => openSourceDiff(home, id, key)),
      reveal: async ({ key }) => {
        await services.reveal(cube, key);
        return null;
      },
      build: () => command(COMMANDS.buildKvItem, { cube }),
      chooseModel: () => command(COMMANDS.chooseChatModel),
    };
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.following?.dispose();
    this.channel.dispose();
  }
}
