import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { describeError } from '../../engine/base/errors';
import { Channel, type Handlers } from '../../protocol/channel';
import type {
  ReviewHostContract,
  ReviewOutcome,
  ReviewPlace,
  ReviewState,
  ReviewViewContract,
} from '../../protocol/reviewView';
import { localRoots, webviewHtml } from '../editors/webviewHtml';
import { webviewTransport } from '../editors/webviewTransport';
import { withProgress } from '../host/boundary';
import { checkedHandlers, wireErrors } from '../host/viewRequests';
import { viewStrings } from '../host/viewStrings';
import type { IngestHomes } from '../ingest/ingestHome';
import { confirmDiscard } from './confirmDiscard';
import { OpenBatch } from './openBatch';
import { openSource } from './openSource';
import { offerAfterwards } from './outcomeText';
import { reviewSchemas } from './reviewSchemas';

/** What a review needs from the rest of the extension. */
export interface ReviewServices {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  readonly homes: IngestHomes;
  /** The file that a batch was read from, where that was in this workspace. */
  fileOf(batch: string): vscode.Uri | undefined;
  /** Shows a memory in the cube's editor. */
  reveal(cube: vscode.Uri, key: string): Promise<void>;
  /** Opens the review of another batch, or says that there is none. */
  openNext(after: ReviewPlace): Promise<void>;
}

/** One tab: the requests of its page, answered from the batch. The batch is opened by the first of them. */
export class ReviewPanel {
  private readonly channel: Channel<ReviewHostContract, ReviewViewContract>;
  private opening: Promise<OpenBatch> | undefined;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly place: ReviewPlace,
    private readonly services: ReviewServices,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: localRoots(services.extensionUri) };
    panel.iconPath = new vscode.ThemeIcon('checklist');
    this.channel = new Channel<ReviewHostContract, ReviewViewContract>(
      webviewTransport(webview),
      checkedHandlers(this.handlers(), reviewSchemas),
      wireErrors(services.log),
    );
    webview.html = webviewHtml(webview, services.extensionUri, {
      name: 'review',
      title: vscode.l10n.t('Review'),
    });
  }

  show(): void {
    this.panel.reveal();
  }

  private batch(): Promise<OpenBatch> {
    const known = this.opening;
    if (known) return known;
    const opening = this.open();
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    return opening;
  }

  private async open(): Promise<OpenBatch> {
    const { homes } = this.services;
    const batch = await OpenBatch.open(homes, vscode.Uri.parse(this.place.cube, true), this.place.batch);
    batch.onDidChange(() => void this.tell(batch));
    if (this.disposed) batch.dispose();
    return batch;
  }

  private async tell(batch: OpenBatch): Promise<void> {
    if (this.disposed) return;
    try {
      if (await batch.exists()) this.channel.emit('changed', await this.state(batch));
      else this.channel.emit('gone', null);
    } catch (error) {
      this.services.log.debug(`the review of ${this.place.batch}: ${describeError(error)}`);
    }
  }

  private async state(batch: OpenBatch): Promise<ReviewState> {
    const state = await batch.state();
    this.panel.title = vscode.l10n.t('Review: {0}', state.head.source);
    return state;
  }

  private handlers(): Handlers<ReviewHostContract> {
    const { services, place } = this;
    const nothing = null;
    return {
      hello: async () => ({
        language: vscode.env.language,
        strings: viewStrings(),
        place,
        state: await this.state(await this.batch()),
      }),
      detail: async ({ id }) => (await (await this.batch()).read()).detail(id),
      decide: async ({ decisions }) => (await this.batch()).decide(decisions),
      undoDecision: async ({ redo }) => (await this.batch()).undoDecision(redo),
      apply: () => this.apply(),
      undoApply: async () => {
        await this.undo(await this.batch());
        return nothing;
      },
      reopen: async () => {
        const batch = await this.batch();
        await batch.reopen();
        return nothing;
      },
      openSource: async ({ id, source }) => {
        const { batch, detail } = await this.detail(id);
        const named = detail.sources[source];
        if (named) await openSource(batch, named, services.fileOf(batch.id));
        return nothing;
      },
      reveal: async ({ id }) => {
        await services.reveal((await this.batch()).home.cube.uri, id);
        return nothing;
      },
      discard: async () => {
        const batch = await this.batch();
        if (await confirmDiscard((await batch.read()).batch.source)) {
          await batch.discard();
          this.panel.dispose();
        }
        return nothing;
      },
      next: async () => {
        await services.openNext(place);
        return nothing;
      },
    };
  }

  private async detail(id: string) {
    const review = await (await this.batch()).read();
    return { batch: review.batch, detail: review.detail(id) };
  }

  private async apply(): Promise<ReviewOutcome | null> {
    const batch = await this.batch();
    const { source } = (await batch.read()).batch;
    const applied = await withProgress(
      vscode.l10n.t('Remembering what was read from “{0}”…', source),
      (signal) => batch.apply(signal),
    );
    await this.tell(batch);
    const [first] = applied.change?.ops.flatMap((op) => (op.op === 'add' ? [op.key] : [])) ?? [];
    void offerAfterwards(batch.home.cube.name, applied.outcome, {
      undo: () => this.undo(batch),
      show: first === undefined ? undefined : () => this.services.reveal(batch.home.cube.uri, first),
      log: this.services.log,
    });
    return applied.outcome;
  }

  private async undo(batch: OpenBatch): Promise<void> {
    await batch.undo();
    await this.tell(batch);
  }

  dispose(): void {
    this.disposed = true;
    this.channel.dispose();
    void this.opening?.then((batch) => batch.dispose());
  }
}
