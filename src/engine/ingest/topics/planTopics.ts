import { createHash } from 'node:crypto';
import { StudioError } from '../../base/errors';
import type { JsonRecord } from '../../base/json/types';
import { newRecord } from '../../cube/edit/newRecord';
import { isoTime } from '../../cube/edit/time';
import type { TextMemory } from '../../cube/text/textMemory';
import type { ChatModel, Embedder } from '../../inference/ports';
import type { PlannedMove, PlannedTopic, TopicPlan } from '../../model/proposal';
import { REASONS } from '../reasons';
import type { IngestTarget, KnownMemory } from '../targets/target';
import type { IngestContext } from '../types';
import { BY_TERMS, limitsOf, type About, type Limits } from './about';
import { centreOf, settle, type Topic } from './level';
import { meaningsOf } from './meanings';
import type { Item } from './neighbours';
import { nameTopic, type TopicName } from './nameTopic';
import { TermWeights } from './termVector';

export interface TopicOptions {
  /** Names the topics; without it their most telling terms do. */
  readonly model?: ChatModel | undefined;
  /** Gathers by meaning; without it by words. */
  readonly embedder?: Embedder | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** MemOS puts these in order, each type for itself (memos-interop §4.2). */
const ORDERED = ['LongTermMemory', 'UserMemory'];
/** Levels of topics above the memories. */
const DEEPEST = 4;

/**
 * Works out a topic tree over the memories that have no parent: they go under topics that are there, or under new
 * ones. Deterministic: the same memories give the same tree in whatever order they stand, and a cube that was put in
 * order stays as it is. Throws StudioError `unsupported` for a cube without relations.
 */
export async function planTopics(
  context: IngestContext,
  target: IngestTarget,
  options: TopicOptions = {},
): Promise<TopicPlan> {
  if (target.format !== 'tree_text') {
    throw new StudioError(
      'unsupported',
      `A ${target.format} cube has no relations that topics could be made of.`,
      {
        remedy: 'Only tree_text cubes have them.',
      },
    );
  }
  const known: KnownMemory[] = [];
  for await (const portion of target.memories(options.signal)) {
    known.push(...portion.filter(({ status }) => status !== 'archived' && status !== 'deleted'));
  }
  const memory = await target.around(
    known.map(({ id }) => id),
    options.signal,
  );
  const related = known.filter(({ id }) => memory.row(id)?.id === id);
  const { embedder, signal } = options;
  const ordered = related.filter(({ memoryType }) => ORDERED.includes(memoryType));
  const meanings = embedder && (await meaningsOf(target, ordered, embedder, signal));
  const plan: { topics: PlannedTopic[]; moves: PlannedMove[] } = { topics: [], moves: [] };
  for (const type of ORDERED) {
    const part = new Planning(context, memory, related, type, meanings, options);
    await part.run();
    plan.topics.push(...part.topics);
    plan.moves.push(...part.moves);
  }
  return plan;
}

/** Puts the memories of one type in order. */
class Planning {
  readonly topics: PlannedTopic[] = [];
  readonly moves: PlannedMove[] = [];
  private readonly texts = new Map<string, string>();
  private readonly titles = new Map<string, string>();
  private readonly leaves: KnownMemory[];
  private readonly existing: KnownMemory[];
  private readonly weights: TermWeights;
  private readonly limits: Limits;

  constructor(
    private readonly context: IngestContext,
    private readonly memory: TextMemory,
    known: readonly KnownMemory[],
    private readonly type: string,
    private readonly meanings: ReadonlyMap<string, Float32Array> | undefined,
    private readonly options: TopicOptions,
  ) {
    const mine = known.filter(({ memoryType }) => memoryType === type);
    this.leaves = mine.filter(({ kind }) => kind !== 'topic');
    this.existing = mine.filter(({ kind }) => kind === 'topic');
    this.weights = new TermWeights(this.leaves.map(({ text }) => text));
    // In the order of their ids, so that the sum comes out the same.
    const sorted = this.leaves.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    this.limits = meanings ? limitsOf(sorted.flatMap(({ id }) => meanings.get(id) ?? [])) : BY_TERMS;
    for (const { id, text } of mine) {
      this.texts.set(id, text);
      this.titles.set(id, memory.row(id)?.title ?? id);
    }
  }

  async run(): Promise<void> {
    let items = this.leaves.map((leaf): Item => ({ id: leaf.id, about: this.about(leaf) }));
    let waiting = this.existing;
    for (let level = 1; level <= DEEPEST && items.length > 0; level++) {
      this.options.signal?.throwIfAborted();
      await new Promise(setImmediate);
      const byId = new Map(items.map((item) => [item.id, item]));
      const here = waiting.filter(
        ({ id }) => this.children(id).some((child) => byId.has(child)) || level === 1,
      );
      const mine = here.filter(
        ({ id }) => level > 1 || !this.children(id).some((child) => this.isTopic(child)),
      );
      waiting = waiting.filter((topic) => !mine.includes(topic));
      const topics = mine.map((topic): Topic => this.known(topic, byId));
      const free = items.filter(({ id }) => !this.hasParent(id));
      const placed = settle(free, topics, this.limits, (members) => this.topicId(members));
      const names = await this.nameAll(topics.filter(({ existing }) => !existing));
      for (const { item, topic, alike } of placed) this.place(item, topic, alike, names);
      items = topics.map((topic) => ({ id: topic.id, about: centreOf(topic) }));
    }
  }

  private about({ id, text }: KnownMemory): About {
    return { terms: this.weights.vector(text), meaning: this.meanings?.get(id) };
  }

  private known(topic: KnownMemory, items: ReadonlyMap<string, Item>): Topic {
    const { id } = topic;
    const children = this.children(id);
    const members = children.flatMap((child) => items.get(child) ?? []);
    const others = children.length - members.length;
    return { id, existing: true, members, others, own: this.about(topic) };
  }

  /** The same members, the same id, so that a plan made twice is the same plan. */
  private topicId(members: readonly string[]): string {
    const hex = createHash('sha256')
      .update(JSON.stringify([this.type, ...members]))
      .digest('hex');
    const id = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ];
    return this.memory.has(id.join('-')) ? this.context.newId() : id.join('-');
  }

  private children(id: string): string[] {
    const targets = this.memory
      .edgesFrom(id)
      .flatMap(({ type, target }) => (type === 'PARENT' ? [target] : []));
    return [...new Set(targets)];
  }

  private hasParent(id: string): boolean {
    return this.memory.edgesTo(id).some(({ type }) => type === 'PARENT');
  }

  private isTopic(id: string): boolean {
    return this.memory.row(id)?.kind === 'topic';
  }

  private async nameAll(topics: readonly Topic[]): Promise<Map<string, TopicName>> {
    const names = new Map<string, TopicName>();
    for (const topic of topics) {
      const texts = topic.members.map(({ id }) => this.texts.get(id) ?? '');
      const name = await nameTopic(topic, texts, this.options.model, this.options.signal);
      names.set(topic.id, name);
      const memory = name.summary ?? this.textOf(topic, name);
      this.texts.set(topic.id, memory);
      this.titles.set(topic.id, name.title);
      const raw = newRecord(this.memory, {
        ...{ id: topic.id, memory, title: name.title, memoryType: this.type, collection: undefined },
        time: isoTime(this.context.now()),
        more: this.metadataOf(topic, name),
      });
      this.topics.push({ id: topic.id, title: name.title, raw, parent: null });
    }
    return names;
  }

  /** What MemOS's reorganiser writes of a topic (memos-interop §4.2). */
  private metadataOf({ members }: Topic, { terms, summary }: TopicName): JsonRecord {
    const sources = members.map(({ id }) => ({
      type: 'chat',
      content: this.texts.get(id) ?? '',
      node_id: id,
    }));
    return { type: 'topic', confidence: 0.66, tags: [...terms], background: summary ?? '', sources };
  }

  private textOf({ members }: Topic, { title }: TopicName): string {
    const lines = members.slice(0, 5).map(({ id }) => `- ${this.titles.get(id) ?? id}`);
    return [title, ...lines].join('\n');
  }

  private place(item: Item, topic: Topic, alike: number, names: ReadonlyMap<string, TopicName>): void {
    const parent = this.titles.get(topic.id) ?? topic.id;
    const shared = names.get(topic.id)?.terms.filter((term) => item.about.terms.has(term)) ?? [];
    const reason =
      shared.length > 0
        ? REASONS.sharesTerms(shared.join(', '))
        : REASONS.fits(parent, String(Math.round(alike * 100)));
    const planned = this.topics.findIndex(({ id }) => id === item.id);
    const before = this.topics[planned];
    if (before) this.topics[planned] = { ...before, parent: topic.id };
    this.moves.push({ id: item.id, title: this.titles.get(item.id) ?? item.id, topic: topic.id, reason });
  }
}
