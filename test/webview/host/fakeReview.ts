/**
 * The extension host's side of the review view, over the real Channel: a batch in memory, shown by the engine's own
 * `Review` against a small cube.
 */
import { readTextMemory } from '../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../src/engine/cube/text/textMemory';
import { Review } from '../../../src/engine/ingest/review/review';
import type { IngestBatch, Note, Proposal, Verdict } from '../../../src/engine/model/proposal';
import { VERDICTS } from '../../../src/engine/model/proposal';
import type { ReviewLine } from '../../../src/engine/model/review';
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type {
  ReviewDecision,
  ReviewHello,
  ReviewHostContract,
  ReviewState,
  ReviewViewContract,
} from '../../../src/protocol/reviewView';
import { decisionsBefore, DecisionSteps } from '../../../src/extension/review/decisionSteps';
import { pageChannel, type PageHost, type Request } from './pageChannel';

/** A record of a tree, as a reader writes it. */
export function record(id: string, memory: string, metadata: Record<string, unknown> = {}): string {
  const base = { key: memory.slice(0, 40), memory_type: 'LongTermMemory', status: 'activated', tags: [] };
  return JSON.stringify({ id, memory, metadata: { ...base, ...metadata } });
}

/** A new memory proposed; what is given stands over that. */
export function proposal(id: string, memory: string, part: Partial<Proposal> = {}): Proposal {
  const reason: Note = { message: 'Nothing like it is there.', args: [] };
  return { id, memory: { id, raw: record(id, memory) }, verdict: 'new', reason, suggested: 'add', ...part };
}

/** A batch of proposals that is open for review. */
export function batchOf(proposals: readonly Proposal[], part: Partial<IngestBatch> = {}): IngestBatch {
  const verdicts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, proposals.filter((each) => each.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  return {
    ...{ id: '0123456789abcdef', source: 'chat.json', sourceHash: '', kind: 'dialogue', mode: 'fast' },
    ...{ createdAt: '2026-05-04T10:00:00.000Z', state: 'review', portions: { done: 1, of: 1 }, notes: [] },
    ...{ verdicts, undecided: proposals.length, proposals, edges: [], ...part },
  };
}

/** A tree with these records. */
export function treeOf(records: readonly string[]): Promise<TextMemory> {
  const text = `{"nodes": [${records.join(', ')}], "edges": []}`;
  return readTextMemory(Buffer.from(text), { file: 'textual_memory.json', format: 'tree_text' });
}

export class FakeReview implements PageHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  hello: (hello: ReviewHello) => ReviewHello = (hello) => hello;
  /** Called before each answer; a promise holds the answer back, an error refuses. */
  before: (request: Request) => Promise<void> | void = () => undefined;
  readOnly = false;
  canUndo = false;
  readonly channel: Channel<ReviewHostContract, ReviewViewContract>;
  private readonly steps = new DecisionSteps();

  /** A batch against a tree with these records. */
  static async of(batch: IngestBatch, records: readonly string[] = []): Promise<FakeReview> {
    return new FakeReview(batch, await treeOf(records));
  }

  private constructor(
    public batch: IngestBatch,
    public memory: TextMemory,
  ) {
    this.channel = pageChannel<ReviewHostContract, ReviewViewContract>(this, this.handlers());
  }

  /** Parameters of the requests of a name, oldest first. */
  asked(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ params }) => params);
  }

  get review(): Review {
    const say = ({ message, args }: Note): string =>
      message.replace(/\{(\d+)\}/g, (_, n: string) => args[Number(n)] ?? '');
    return new Review(this.batch, this.memory, say);
  }

  reviewState(): ReviewState {
    const { review, readOnly, canUndo } = this;
    return {
      cube: 'aurora-home',
      head: review.head(),
      lines: review.lines(),
      readOnly,
      lost: review.lost,
      canUndo,
    };
  }

  /** Tells the view that something was changed elsewhere. */
  tell(): void {
    this.channel.emit('changed', this.reviewState());
  }

  private write(decisions: readonly ReviewDecision[]): ReviewLine[] {
    const changes = new Map(decisions.flatMap((each) => each.ids.map((id) => [id, each] as const)));
    const proposals = this.batch.proposals.map((each): Proposal => {
      const change = changes.get(each.id);
      if (!change) return each;
      const edited = change.edited === undefined ? each.edited : (change.edited ?? undefined);
      return { ...each, decision: change.decision ?? undefined, edited };
    });
    this.batch = { ...this.batch, proposals };
    return this.review.lines(new Set(changes.keys()));
  }

  private async add(proposals: readonly Proposal[]): Promise<void> {
    const there = [...this.memory.rows()].map(({ key }) => this.memory.text(key));
    this.memory = await treeOf([...there, ...proposals.map(({ memory }) => memory.raw)]);
  }

  private carryOut(applied: boolean): void {
    const proposals = this.batch.proposals.map((each) =>
      each.decision === undefined ? each : { ...each, applied },
    );
    const open = proposals.some((each) => each.applied !== true);
    this.batch = { ...this.batch, proposals, state: open ? 'review' : 'applied' };
    this.canUndo = applied;
    this.tell();
  }

  private handlers(): Handlers<ReviewHostContract> {
    const count = (decision: string): number =>
      this.batch.proposals.filter((each) => each.decision === decision && each.applied !== true).length;
    return {
      hello: () =>
        this.hello({
          ...{ language: 'en', strings: {}, state: this.reviewState() },
          place: { cube: 'file:///demo/textual_memory.json', batch: this.batch.id },
        }),
      detail: ({ id }) => this.review.detail(id),
      decide: ({ decisions }) => {
        const before = decisionsBefore(this.batch, decisions);
        const lines = this.write(decisions);
        this.steps.did({ before, after: decisions });
        return lines;
      },
      undoDecision: ({ redo }) => {
        const decisions = redo ? this.steps.redo() : this.steps.undo();
        return decisions ? this.write(decisions) : [];
      },
      apply: async () => {
        const outcome = {
          ...{ added: count('add'), replaced: count('replace'), merged: count('merge') },
          skipped: count('skip') + count('rejected'),
        };
        await this.add(this.batch.proposals.filter(({ decision }) => decision === 'add'));
        this.carryOut(true);
        return outcome;
      },
      undoApply: () => {
        this.carryOut(false);
        return null;
      },
      reopen: () => {
        this.carryOut(false);
        return null;
      },
      openSource: () => null,
      reveal: () => null,
      discard: () => null,
      next: () => null,
    };
  }
}
