import * as vscode from 'vscode';
import { StudioError, isAbort } from '../../engine/base/errors';
import type { Embedder } from '../../engine/inference/ports';
import type { LlamaProcess } from '../../engine/inference/llama/llamaProcess';
import { embedderSettings, type EmbedderSettings } from './embedderSettings';
import { openEmbedder, type OpenContext } from './openEmbedder';

export type EmbedderState = 'none' | 'restricted' | 'closed' | 'opening' | 'ready' | 'failed';

/**
 * The embedder that the settings name, for everybody in this window. It is opened by the first who asks; changed
 * settings close it. Without one, search is lexical, and `reason` tells people why.
 */
export class EmbedderService implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Another embedder, or the same in another state. */
  readonly onDidChange = this.changed.event;
  private opened: { promise: Promise<Embedder>; controller: AbortController } | undefined;
  private embedder: Embedder | undefined;
  private error: StudioError | undefined;
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(
    private readonly context: OpenContext,
    /** Folder of downloaded models. */
    readonly models: string,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('memcube.embedder')) this.close();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()),
    ];
  }

  get settings(): EmbedderSettings {
    return embedderSettings(this.models);
  }

  get state(): EmbedderState {
    if (this.settings.provider === 'none') return 'none';
    if (!vscode.workspace.isTrusted) return 'restricted';
    if (this.error) return 'failed';
    if (this.embedder) return 'ready';
    return this.opened ? 'opening' : 'closed';
  }

  /** Why there is no embedder, for people; undefined where there is one, or none was asked for yet. */
  get reason(): string | undefined {
    const { state } = this;
    if (state === 'none') return vscode.l10n.t('No embedder is chosen; search is lexical.');
    if (state === 'restricted') {
      return vscode.l10n.t(
        'In Restricted Mode no model is run and no server is contacted; search is lexical.',
      );
    }
    return this.failure?.describe();
  }

  /** Why the embedder could not be opened. */
  get failure(): StudioError | undefined {
    return this.error;
  }

  /** The embedder where it is open already. */
  get ready(): Embedder | undefined {
    return this.embedder;
  }

  /** The child process of a local model. */
  get process(): LlamaProcess | undefined {
    return this.embedder && 'process' in this.embedder ? (this.embedder.process as LlamaProcess) : undefined;
  }

  /**
   * The embedder, opened first where it is not; undefined where there is none, and `reason` says why. A failure is
   * kept until the settings change or somebody asks for a restart.
   */
  async current(): Promise<Embedder | undefined> {
    const { state } = this;
    if (state === 'none' || state === 'restricted' || state === 'failed') return undefined;
    const opened = (this.opened ??= this.open());
    try {
      return await opened.promise;
    } catch (error) {
      if (!isAbort(error)) this.context.log.error(error, 'embedder');
      return undefined;
    }
  }

  /** Opens the embedder anew: another process, another connection. Throws what opening it throws. */
  async restart(): Promise<void> {
    this.close();
    if (this.settings.provider === 'none') return;
    await this.current();
    if (this.error) throw this.error;
  }

  private open(): { promise: Promise<Embedder>; controller: AbortController } {
    const controller = new AbortController();
    const promise = openEmbedder(this.settings, this.context, controller.signal).then(
      (embedder) => {
        if (controller.signal.aborted) {
          embedder.dispose();
          throw controller.signal.reason;
        }
        this.embedder = embedder;
        this.process?.onChanged(() => this.changed.fire());
        this.changed.fire();
        return embedder;
      },
      (error: unknown) => {
        if (controller.signal.aborted) throw error;
        this.error = error instanceof StudioError ? error : new StudioError('internal', String(error));
        this.changed.fire();
        throw error;
      },
    );
    queueMicrotask(() => this.changed.fire());
    return { promise, controller };
  }

  private close(): void {
    this.opened?.controller.abort();
    this.embedder?.dispose();
    this.opened = undefined;
    this.embedder = undefined;
    this.error = undefined;
    this.changed.fire();
  }

  dispose(): void {
    this.close();
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
