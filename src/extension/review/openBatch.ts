import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../engine/base/events';
import type { AppliedBatch } from '../../engine/ingest/applyBatch';
import { concerned } from '../../engine/ingest/planBatch';
import { Review } from '../../engine/ingest/review/review';
import type { IngestBatch, Note } from '../../engine/model/proposal';
import type { ReviewLine } from '../../engine/model/review';
import type { ReviewDecision, ReviewState } from '../../protocol/reviewView';
import { engineText } from '../host/engineText';
import { reasonText } from '../host/reason';
import type { IngestHome, IngestHomes } from '../ingest/ingestHome';
import { DecisionSteps, decisionsBefore } from './decisionSteps';

/** Milliseconds in which changes of the cube or the file are gathered before they are looked at. */
const SETTLE = 150;
/** Milliseconds without a decision after which others in the window hear of the last ones. */
const TELL = 1000;

/**
 * A batch that is being reviewed, with its cube, which is held open. What others do to either, in this window or
 * another, is noticed.
 */
export class OpenBatch {
  private review: Promise<Review> | undefined;
  /** Decisions and Changes one after another, in the order in which they were asked for. */
  private turn: Promise<unknown> = Promise.resolve();
  private applied: (AppliedBatch & { readonly ids: ReadonlySet<string> }) | undefined;
  private readonly steps = new DecisionSteps();
  /** Size of the file as it was after our own last write. */
  private size = -1;
  private timer: NodeJS.Timeout | undefined;
  private telling: NodeJS.Timeout | undefined;
  private readonly changed = new Emitter<void>();
  /** Somebody else changed the batch, or the cube was changed. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: { dispose(): void }[];

  private constructor(
    private readonly homes: IngestHomes,
    readonly home: IngestHome,
    readonly id: string,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(home.batches.folder), `${id}.jsonl`),
    );
    this.subscriptions = [
      watcher,
      watcher.onDidChange(() => void this.look()),
      watcher.onDidCreate(() => void this.look()),
      watcher.onDidDelete(() => this.forget()),
      home.cube.onDidChange(() => this.forget()),
      homes.onDidChange((cube) => cube.toString() === home.cube.uri.toString() && void this.look()),
      this.changed,
    ];
  }

  /** Opens a batch of a cube; throws StudioError as `CubeHub.acquire` does, and `not-found`, `bad-shape`. */
  static async open(homes: IngestHomes, cube: vscode.Uri, id: string): Promise<OpenBatch> {
    const home = await homes.acquire(cube);
    const batch = new OpenBatch(homes, home, id);
    try {
      await batch.read();
      return batch;
    } catch (error) {
      batch.dispose();
      throw error;
    }
  }

  /** The batch against the cube as both are now. */
  read(): Promise<Review> {
    const known = this.review;
    if (known) return known;
    const review = this.readAnew();
    this.review = review;
    review.catch(() => {
      if (this.review === review) this.review = undefined;
    });
    return review;
  }

  async state(): Promise<ReviewState> {
    const review = await this.read();
    const { cube } = this.home;
    return {
      cube: cube.name,
      readOnly: cube.readOnly,
      head: review.head(),
      lines: review.lines(),
      lost: review.lost,
      canUndo: this.canUndo(review),
    };
  }

  /** Decides on proposals; returns their lines as they are then. */
  decide(decisions: readonly ReviewDecision[]): Promise<ReviewLine[]> {
    return this.inTurn(async () => {
      const { batch } = await this.read();
      const lines = await this.write(decisions);
      this.steps.did({ before: decisionsBefore(batch, decisions), after: decisions });
      return lines;
    });
  }

  /** Takes the last decisions back, or makes them again; returns the lines concerned. */
  undoDecision(redo: boolean): Promise<ReviewLine[]> {
    return this.inTurn(async () => {
      const decisions = redo ? this.steps.redo() : this.steps.undo();
      return decisions ? this.write(decisions) : [];
    });
  }

  /** Makes one Change of what is accepted. */
  apply(signal: AbortSignal): Promise<AppliedBatch> {
    return this.inTurn(async () => {
      const { batch } = await this.read();
      const applied = await this.home.apply(this.id, signal);
      const settled = batch.proposals.filter((each) => each.decision !== undefined && each.applied !== true);
      this.steps.clear();
      this.applied = { ...applied, ids: new Set(settled.map(({ id }) => id)) };
      await this.measure();
      this.review = undefined;
      return applied;
    });
  }

  /** Takes back what `apply` made last; nothing where that was done elsewhere already. */
  undo(): Promise<void> {
    return this.inTurn(async () => {
      this.review = undefined;
      if (!this.canUndo(await this.read())) return;
      await this.applied?.undo();
      this.forget();
    });
  }

  /** Opens what is lost for review again. */
  reopen(): Promise<void> {
    return this.inTurn(async () => {
      const { reopen } = await import('../../engine/ingest/applyBatch');
      await reopen(this.home.batches, this.id);
      this.homes.tell(this.home.cube.uri);
      this.forget();
    });
  }

  discard(): Promise<void> {
    return this.inTurn(async () => {
      await this.home.discard(this.id);
    });
  }

  /** Whether the file is there at all. */
  async exists(): Promise<boolean> {
    return (await this.home.batches.find(this.id)) !== undefined;
  }

  private async write(decisions: readonly ReviewDecision[]): Promise<ReviewLine[]> {
    const before = await this.read();
    const batch = await this.home.batches.decideAll(
      this.id,
      decisions.map(({ decision, ...rest }) => ({ ...rest, decision: decision ?? undefined })),
    );
    await this.measure();
    const review = before.withBatch(batch);
    this.review = Promise.resolve(review);
    this.tellSoon();
    return review.lines(new Set(decisions.flatMap(({ ids }) => ids)));
  }

  private canUndo({ batch }: Review): boolean {
    const ids = this.applied?.ids;
    return ids !== undefined && batch.proposals.some(({ applied, id }) => applied === true && ids.has(id));
  }

  private async readAnew(): Promise<Review> {
    const { target, batches } = this.home;
    const batch: IngestBatch = await batches.get(this.id);
    await this.measure();
    return new Review(batch, await target.around(concerned(batch)), say);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work);
    this.turn = next.catch(() => undefined);
    return next;
  }

  private async measure(): Promise<void> {
    this.size = await this.sizeNow();
  }

  private async sizeNow(): Promise<number> {
    const file = join(this.home.batches.folder, `${this.id}.jsonl`);
    return (await stat(file).catch(() => undefined))?.size ?? -1;
  }

  /** Our own writes are known already. */
  private async look(): Promise<void> {
    await this.turn;
    if ((await this.sizeNow()) !== this.size) this.forget();
  }

  /** Lists of batches look into their files, which is not for every key that is pressed. */
  private tellSoon(): void {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.homes.tell(this.home.cube.uri), TELL);
  }

  private forget(): void {
    this.review = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), SETTLE);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.home.dispose();
  }
}

/** A note in the language of the interface; what went wrong is kept as a whole English sentence. */
const say = (note: Note): string => (note.args.length > 0 ? reasonText(note) : engineText(note.message));
