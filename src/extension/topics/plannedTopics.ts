import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import type { AppliedToTarget } from '../../engine/ingest/targets/target';
import { planTopics } from '../../engine/ingest/topics/planTopics';
import { withoutTopics } from '../../engine/ingest/topics/withoutTopics';
import type { TopicPlan } from '../../engine/model/proposal';
import type { TopicLine, TopicsState } from '../../protocol/topicsView';
import { withProgress } from '../host/boundary';
import { reasonText } from '../host/reason';
import type { IngestHome } from '../ingest/ingestHome';

/** What planning needs from the rest of the extension. */
export interface PlanningServices {
  readonly context: EngineContext;
  /** The chat model in force, opened first where it is not; undefined where there is none. */
  chatModel(): Promise<ChatModel | undefined>;
  /** The embedder in force, opened first where it is not; undefined where there is none. */
  embedder(): Promise<Embedder | undefined>;
}

/** A plan of topics for a cube that is held open, and what became of it. */
export class PlannedTopics {
  private plan: TopicPlan = { topics: [], moves: [] };
  private lines: readonly TopicLine[] = [];
  private model: string | null = null;
  private stale = false;
  private applied: AppliedToTarget | undefined;
  /** Our own Changes make no plan stale. */
  private busy = false;
  private readonly changed = new Emitter<void>();
  /** The cube has changed since the plan was made. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: { dispose(): void };

  private constructor(
    private readonly home: IngestHome,
    private readonly services: PlanningServices,
  ) {
    this.subscription = home.cube.onDidChange(() => {
      if (this.busy || this.stale) return;
      this.stale = true;
      this.changed.fire();
    });
  }

  /** Makes the plan of a cube; it gives the cube back when it is disposed. Throws as `planTopics` does. */
  static async of(home: IngestHome, services: PlanningServices): Promise<PlannedTopics> {
    const planned = new PlannedTopics(home, services);
    try {
      await planned.again();
      return planned;
    } catch (error) {
      planned.dispose();
      throw error;
    }
  }

  get cube(): vscode.Uri {
    return this.home.cube.uri;
  }

  get isEmpty(): boolean {
    return this.plan.moves.length === 0;
  }

  /** Makes the plan anew. */
  async again(): Promise<void> {
    const { context } = this.services;
    const title = vscode.l10n.t('Working out topics for {0}…', this.home.cube.name);
    await withProgress(title, async (signal) => {
      const [model, embedder] = await Promise.all([this.services.chatModel(), this.services.embedder()]);
      this.stale = false;
      this.plan = await planTopics(context, this.home.target, { model, embedder, signal });
      this.model = model?.name ?? null;
    });
    this.applied = undefined;
    this.lines = await this.topicLines();
  }

  state(): TopicsState {
    const { plan, model, stale, lines, home } = this;
    return {
      ...{ cube: home.cube.name, topics: lines, model, stale, readOnly: home.cube.readOnly },
      moves: plan.moves.map(({ reason, ...rest }) => ({ ...rest, reason: reasonText(reason) })),
      applied: this.applied !== undefined,
    };
  }

  /** Makes the plan real without some topics; returns how many topics are new and how many memories have moved. */
  async apply(without: readonly string[]): Promise<{ fresh: number; moved: number }> {
    const plan = withoutTopics(this.plan, new Set(without));
    const title = vscode.l10n.t('Putting {0} in order by topics…', this.home.cube.name);
    await this.ours(async () => {
      this.applied = await withProgress(title, (signal) => this.home.applyTopics(plan, signal));
    });
    if (!this.applied) {
      throw new StudioError('stale', vscode.l10n.t('There is nothing left to put under topics.'), {
        remedy: vscode.l10n.t('Make a new plan.'),
      });
    }
    return { fresh: plan.topics.length, moved: plan.moves.length };
  }

  /** Takes the Change back; nothing where that was done. */
  async undo(): Promise<void> {
    const { applied } = this;
    if (!applied) return;
    await this.ours(() => applied.undo());
    this.applied = undefined;
  }

  private async ours(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } finally {
      this.busy = false;
    }
  }

  /** The new topics, and those that are there and get more, by their titles. */
  private async topicLines(): Promise<TopicLine[]> {
    const fresh = new Map(this.plan.topics.map((topic) => [topic.id, topic]));
    const ids = [...new Set(this.plan.moves.map(({ topic }) => topic))];
    const there = ids.filter((id) => !fresh.has(id));
    const memory = await this.home.target.around(there);
    return ids.map((id) => ({
      id,
      title: fresh.get(id)?.title ?? memory.row(id)?.title ?? id,
      fresh: fresh.has(id),
    }));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    this.home.dispose();
  }
}
