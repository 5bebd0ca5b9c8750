import type * as vscode from 'vscode';
import type { EngineContext, Logger } from '../../engine/base/context';
import { describeError } from '../../engine/base/errors';
import { Channel } from '../../protocol/channel';
import type { HostContract, ViewCommand, ViewContract } from '../../protocol/cubeEditor';
import { checkedHandlers, wireErrors } from '../host/viewRequests';
import type { CubeData } from '../cubes/cubeData';
import type { CubeProblems } from '../problems/cubeProblems';
import type { Spotlights } from '../search/spotlights';
import type { CubeDocument } from './cubeDocument';
import { PanelData } from './panelData';
import { hostSchemas } from './panelSchemas';
import { webviewHtml } from './webviewHtml';
import { webviewTransport } from './webviewTransport';

/** What a panel needs from the rest of the extension. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly context: EngineContext;
  readonly log: Logger;
  readonly problems: CubeProblems;
  readonly spotlights: Spotlights;
  /** The person asks why a memory is not among the hits of a search. */
  onWhyNot(cube: vscode.Uri, key: string): void;
  onActiveChanged(cube: CubeData | undefined): void;
}

/** One editor tab: the view's requests, answered from the document's cube. */
export class CubePanel {
  private readonly channel: Channel<HostContract, ViewContract>;
  private readonly data: PanelData;
  private readonly disposables: { dispose(): void }[] = [];
  private readonly log: Logger;
  private missed = false;
  private readonly spotlights: Spotlights;
  /** Memories selected in the view. */
  selection: readonly string[] = [];

  constructor(
    readonly document: CubeDocument,
    private readonly panel: vscode.WebviewPanel,
    services: PanelServices,
    reveal: string | undefined,
  ) {
    const { webview } = panel;
    this.spotlights = services.spotlights;
    this.log = services.log;
    this.data = new PanelData(document, services, reveal);
    this.channel = new Channel<HostContract, ViewContract>(
      webviewTransport(webview),
      checkedHandlers(this.data.handlers(), hostSchemas),
      wireErrors(services.log),
    );
    this.channel.on('selection', ({ keys }) => {
      this.selection = keys;
    });
    this.channel.on('spotlightEnded', () => services.spotlights.end(document.cube.uri));
    this.channel.on('whyNot', ({ key }) => {
      if (typeof key === 'string') services.onWhyNot(document.uri, key);
    });
    this.channel.on('measured', ({ what, ms }) => services.log.debug(`${what}: ${ms.toFixed(1)} ms`));
    this.disposables.push(
      document.cube.onDidChange((keys) => this.changed(keys)),
      services.problems.onDidChange((cube) => cube === document.cube && this.changed([])),
      services.spotlights.onDidChange(({ cube, spot }) => {
        if (cube === document.cube.uri.toString()) this.channel.emit('spotlight', spot);
      }),
      panel.onDidChangeViewState(() => this.catchUp()),
    );
    webview.html = webviewHtml(webview, services.extensionUri, {
      name: 'cubeEditor',
      title: document.cube.name,
      workers: ['layout'],
    });
  }

  get active(): boolean {
    return this.panel.active;
  }

  reveal(key: string, focus: boolean): void {
    this.panel.reveal(undefined, !focus);
    this.channel.emit('reveal', { key });
  }

  command(name: ViewCommand): void {
    this.channel.emit('command', { name });
  }

  /** VS Code drops messages to hidden views; what was missed is one "look again". */
  private changed(keys: readonly string[]): void {
    if (!this.panel.visible) this.missed = true;
    else void this.announce(keys);
  }

  private async announce(keys: readonly string[]): Promise<void> {
    try {
      this.channel.emit('changed', { summary: await this.data.summary(), keys });
    } catch (error) {
      this.log.debug(`the summary of ${this.document.cube.name}: ${describeError(error)}`);
    }
  }

  private catchUp(): void {
    if (!this.panel.visible) return;
    this.channel.emit('spotlight', this.spotlights.of(this.document.cube.uri));
    if (!this.missed) return;
    this.missed = false;
    this.changed([]);
  }

  dispose(): void {
    this.channel.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
