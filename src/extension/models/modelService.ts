import * as vscode from 'vscode';
import { StudioError, isAbort } from '../../engine/base/errors';
import type { Disposable } from '../../engine/base/events';
import type { LlamaProcess } from '../../engine/inference/llama/llamaProcess';
import type { Logger } from '../../engine/base/context';
import type { ModelSettings } from './modelSettings';

export type ModelState = 'none' | 'restricted' | 'closed' | 'opening' | 'ready' | 'failed';

/** What makes a service one of embedders or of chat models. */
export interface ModelKind<T> {
  /** Beginning of the names of its settings. */
  readonly section: string;
  readonly log: Logger;
  readonly settings: () => ModelSettings;
  readonly open: (settings: ModelSettings, signal: AbortSignal) => Promise<T>;
  /** What to tell people when none is chosen, and in Restricted Mode. */
  readonly texts: { readonly none: string; readonly restricted: string };
}

/**
 * The model of one kind that the settings name, for everybody in this window. It is opened by the first who asks;
 * changed settings close it. Without one, `reason` tells people why.
 */
export class ModelService<T extends Disposable> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Another model, or the same in another state; also while its process works, several times a second. */
  readonly onDidChange = this.changed.event;
  private readonly another = new vscode.EventEmitter<void>();
  /** Another model, or the same can be used now or no longer. */
  readonly onDidChangeModel = this.another.event;
  private opened: { promise: Promise<T>; controller: AbortController } | undefined;
  private model: T | undefined;
  private error: StudioError | undefined;
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(private readonly kind: ModelKind<T>) {
    this.subscriptions = [
      this.changed,
      this.another,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(kind.section)) this.close();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.told()),
    ];
  }

  get settings(): ModelSettings {
    return this.kind.settings();
  }

  get state(): ModelState {
    if (this.settings.provider === 'none') return 'none';
    if (!vscode.workspace.isTrusted) return 'restricted';
    if (this.error) return 'failed';
    if (this.model) return 'ready';
    return this.opened ? 'opening' : 'closed';
  }

  /** Why there is no model, for people; undefined where there is one, or none was asked for yet. */
  get reason(): string | undefined {
    const { state } = this;
    if (state === 'none') return this.kind.texts.none;
    if (state === 'restricted') return this.kind.texts.restricted;
    return this.failure?.describe();
  }

  /** Why the model could not be opened. */
  get failure(): StudioError | undefined {
    return this.error;
  }

  /** The model where it is open already. */
  get ready(): T | undefined {
    return this.model;
  }

  /** The child process of a local model. */
  get process(): LlamaProcess | undefined {
    return this.model && 'process' in this.model ? (this.model.process as LlamaProcess) : undefined;
  }

  /**
   * The model, opened first where it is not; undefined where there is none, and `reason` says why. A failure is
   * kept until the settings change or somebody asks for a restart.
   */
  async current(): Promise<T | undefined> {
    const { state } = this;
    if (state === 'none' || state === 'restricted' || state === 'failed') return undefined;
    const opened = (this.opened ??= this.open());
    try {
      return await opened.promise;
    } catch (error) {
      if (!isAbort(error)) this.kind.log.error(error, this.kind.section);
      return undefined;
    }
  }

  /** Opens the model anew: another process, another connection. Throws what opening it throws. */
  async restart(): Promise<void> {
    this.close();
    if (this.settings.provider === 'none') return;
    await this.current();
    if (this.error) throw this.error;
  }

  private open(): { promise: Promise<T>; controller: AbortController } {
    const controller = new AbortController();
    const promise = this.kind.open(this.settings, controller.signal).then(
      (model) => {
        if (controller.signal.aborted) {
          model.dispose();
          throw controller.signal.reason;
        }
        this.model = model;
        this.process?.onChanged(() => this.changed.fire());
        this.told();
        return model;
      },
      (error: unknown) => {
        if (controller.signal.aborted) throw error;
        this.error = error instanceof StudioError ? error : new StudioError('internal', String(error));
        this.told();
        throw error;
      },
    );
    queueMicrotask(() => this.told());
    return { promise, controller };
  }

  private told(): void {
    this.changed.fire();
    this.another.fire();
  }

  /** Closes it; the next who asks opens it anew. */
  close(): void {
    this.opened?.controller.abort();
    this.model?.dispose();
    this.opened = undefined;
    this.model = undefined;
    this.error = undefined;
    this.told();
  }

  dispose(): void {
    this.close();
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
