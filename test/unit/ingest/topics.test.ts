import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Embedder, EmbedOptions } from '../../../src/engine/inference/ports';
import { applyTopics } from '../../../src/engine/ingest/topics/applyTopics';
import { planTopics } from '../../../src/engine/ingest/topics/planTopics';
import type { IngestTarget } from '../../../src/engine/ingest/targets/target';
import { withoutTopics } from '../../../src/engine/ingest/topics/withoutTopics';
import type { TopicPlan } from '../../../src/engine/model/proposal';
import { testContext } from '../cube/session/testCube';
import { openForIngest } from './ingestCube';
import { words } from './words';

const THEMES = [
  'greenhouse tomatoes seedlings compost watering',
  'sailing harbour mast anchor regatta',
  'violin concert rehearsal orchestra sonata',
  'bakery sourdough flour oven croissant',
  'telescope nebula galaxy eclipse comet',
  'marathon training intervals shoes stretching',
].map((words) => words.split(' '));
const GARDEN = [
  '温室里的番茄长得很好',
  '温室番茄需要更多肥料',
  '我给温室番茄浇水',
  '温室种番茄和黄瓜',
  '温室番茄熟了',
];

interface Leaf {
  readonly id: string;
  readonly text: string;
}

const record = ({ id, text }: Leaf): string =>
  JSON.stringify({ id, memory: text, metadata: { status: 'activated', memory_type: 'LongTermMemory' } });
const cubeOf = (leaves: readonly Leaf[]) =>
  openForIngest(`{"nodes": [${leaves.map(record).join(', ')}], "edges": []}`);

/** Texts of two or three words of one theme each. */
const leavesArb = fc
  .array(
    fc.record({
      theme: fc.nat(THEMES.length - 1),
      words: fc.subarray([0, 1, 2, 3, 4], { minLength: 2, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 90 },
  )
  .map((items) =>
    items.map(({ theme, words }, at): Leaf => ({
      id: `id-${at}`,
      text: `Note ${at}: ${words.map((word) => THEMES[theme]![word]!).join(' ')}`,
    })),
  );

const shape = ({ topics, moves }: TopicPlan): string[] =>
  [
    ...topics.map(({ id, title, parent }) => `${id} ${title} ${parent}`),
    ...moves.map((m) => `${m.id} < ${m.topic}`),
  ].sort();

describe.each([
  ['by words', undefined],
  ['by meaning', words],
])('a topic tree %s', (_, embedder) => {
  const plannedFor = (target: IngestTarget) => planTopics(testContext(), target, { embedder });

  it('gathers what is alike, named by its most telling terms, in the shape of MemOS', async () => {
    const leaves = THEMES.slice(0, 2).flatMap((theme, at) =>
      [0, 1, 2, 3].map((n) => ({
        id: `${at}${n}`,
        text: `We spoke of ${theme.filter((_, w) => w !== n).join(' and ')}`,
      })),
    );
    const { session, target } = await cubeOf([
      ...leaves,
      { id: 'alone', text: 'My passport number is in the drawer' },
    ]);
    const before = session.memory.toBuffer();
    const plan = await plannedFor(target);
    expect(plan.topics).toHaveLength(2);
    expect(plan.moves.map(({ id }) => id)).not.toContain('alone');
    expect(plan.topics.map(({ title }) => title).join()).toContain('watering');
    const applied = await applyTopics(target, plan);
    const topic = session.memory.value(plan.topics[0]!.id)['metadata'];
    expect(topic).toMatchObject({ type: 'topic', confidence: 0.66, memory_type: 'LongTermMemory' });
    expect(topic).toMatchObject({
      sources: [{ type: 'chat', node_id: expect.stringMatching(/^\d\d$/) as string }, {}, {}, {}],
    });
    expect(session.memory.edgesFrom(plan.topics[0]!.id)).toHaveLength(4);
    await applied?.undo();
    expect(session.memory.toBuffer().equals(before)).toBe(true);
  });

  it('takes in Chinese', async () => {
    const others = ['我昨天去了医院', '地铁票价上涨了', '孩子们学习游泳', '电脑屏幕坏了', '咖啡店换了老板'];
    const leaves = [...GARDEN, ...others].map((text, at) => ({ id: `g${at}`, text }));
    const { target } = await cubeOf(leaves);
    const { topics } = await plannedFor(target);
    expect(topics).toMatchObject([{ title: expect.stringContaining('番茄') as string }]);
  });

  it('puts a new memory under the topic it fits', async () => {
    const leaves = [0, 1, 2, 3].map((n) => ({
      id: `a${n}`,
      text: THEMES[0]!.filter((_, w) => w !== n).join(' '),
    }));
    const { session, target } = await cubeOf(leaves);
    const first = await plannedFor(target);
    await applyTopics(target, first);
    const raw = record({ id: 'late', text: 'The tomatoes need watering and compost' });
    await session.apply([{ op: 'add', key: 'late', raw, previous: null }], { actor: 'user', reason: 'test' });
    expect(await plannedFor(target)).toMatchObject({
      topics: [],
      moves: [{ id: 'late', topic: first.topics[0]!.id }],
    });
  });

  it('changes nothing the second time, whatever there is, and never has more than 20 under a topic', async () => {
    await fc.assert(
      fc.asyncProperty(leavesArb, async (leaves) => {
        const { session, target } = await cubeOf(leaves);
        await applyTopics(target, await plannedFor(target));
        expect(await plannedFor(target)).toEqual({ topics: [], moves: [] });
        for (const { id } of session.memory.rows()) {
          expect(session.memory.edgesFrom(id).length).toBeLessThanOrEqual(20);
          expect(session.memory.edgesTo(id).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40, verbose: true },
    );
  });

  it('does not depend on the order in which the memories stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        leavesArb.chain((leaves) =>
          fc.tuple(fc.constant(leaves), fc.shuffledSubarray(leaves, { minLength: leaves.length })),
        ),
        async ([leaves, shuffled]) => {
          const [a, b] = await Promise.all(
            [leaves, shuffled].map(async (list) => (await cubeOf(list)).target),
          );
          expect(shape(await plannedFor(a!))).toEqual(shape(await plannedFor(b!)));
        },
      ),
      { numRuns: 40, verbose: true },
    );
  });

  it('needs relations', async () => {
    const { target } = await openForIngest('[]');
    await expect(plannedFor(target)).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('topics by meaning', () => {
  /** Directions by what a text names, and how alike all texts are to this embedder. */
  const directions = (common: number): Embedder => ({
    tag: { name: 'directions', dimensions: 4 },
    embed: (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const at = /cat|kitten|whiskers/i.test(text) ? 0 : /boat|yacht|ferry|mast/i.test(text) ? 1 : 2;
          const vector = new Float32Array(4);
          vector[at] = Math.sqrt(1 - common);
          vector[3] = Math.sqrt(common);
          return vector;
        }),
      ),
    dispose: () => undefined,
  });
  const said = ['A cat sleeps', 'Kitten games', 'Our old tomcat', 'Long whiskers'];
  const sailed = ['My boat leaks', 'Yacht harbours', 'The ferry was late', 'A mast of oak'];
  const leaves = [...said, ...sailed, 'Something else'].map((text, at) => ({ id: `m${at}`, text }));

  it('gather what has no word in common', async () => {
    const { target } = await cubeOf(leaves);
    expect((await planTopics(testContext(), target)).topics).toEqual([]);
    const plan = await planTopics(testContext(), target, { embedder: directions(0) });
    const groups = plan.topics.map(({ id }) =>
      plan.moves.filter(({ topic }) => topic === id).map((m) => m.id),
    );
    expect(groups.map((ids) => ids.sort().join(' ')).sort()).toEqual(['m0 m1 m2 m3', 'm4 m5 m6 m7']);
  });

  it('hold with embedders to which all texts are alike', async () => {
    const many = Array.from({ length: 10 }, (_, round) =>
      leaves.map(({ id, text }) => ({ id: `${id}-${round}`, text })),
    ).flat();
    const { target } = await cubeOf(many);
    const plan = await planTopics(testContext(), target, { embedder: directions(0.7) });
    const kindOf = (id: string): number => (Number(id.slice(1, 2)) < 8 ? Number(id.slice(1, 2)) >> 2 : 2);
    for (const { id } of plan.topics) {
      const under = plan.moves.filter((move) => move.topic === id && /^m\d-/.test(move.id));
      expect(new Set(under.map((move) => kindOf(move.id))).size).toBeLessThanOrEqual(1);
    }
    expect(plan.topics.length).toBeGreaterThanOrEqual(4);
  });

  it('take vectors that a cube keeps, and make only those that it lacks', async () => {
    const { target } = await cubeOf(leaves);
    let asked = 0;
    const embedder = {
      ...directions(0),
      embed: (texts: readonly string[], options: EmbedOptions) => {
        asked += texts.length;
        return directions(0).embed(texts, options);
      },
    };
    const first = await planTopics(testContext(), target, { embedder });
    expect(asked).toBe(leaves.length);
    expect(await planTopics(testContext(), target, { embedder })).toEqual(first);
    expect(asked).toBe(leaves.length);
  });
});

describe('a plan without some of its topics', () => {
  const note = { message: '', args: [] };
  const topic = (id: string, parent: string | null = null) => ({ id, title: id, raw: '{}', parent });
  const move = (id: string, under: string) => ({ id, title: id, topic: under, reason: note });
  const plan: TopicPlan = {
    topics: [topic('plants'), topic('tomatoes', 'plants'), topic('herbs', 'plants'), topic('music')],
    moves: [
      ...[move('tomatoes', 'plants'), move('herbs', 'plants'), move('a', 'tomatoes'), move('b', 'herbs')],
      ...[move('c', 'music'), move('d', 'there')],
    ],
  };

  it('leaves what would come under them where it is', () => {
    expect(shape(withoutTopics(plan, new Set(['music', 'there'])))).toEqual(
      shape({ topics: plan.topics.slice(0, 3), moves: plan.moves.slice(0, 4) }),
    );
  });

  it('leaves out all that is below a topic with it', () => {
    const { topics, moves } = withoutTopics(plan, new Set(['plants']));
    expect(topics.map(({ id }) => id)).toEqual(['music']);
    expect(moves.map(({ id }) => id)).toEqual(['c', 'd']);
  });

  it('makes no topic that nothing comes under', () => {
    const { topics, moves } = withoutTopics(plan, new Set(['tomatoes', 'herbs']));
    expect(topics.map(({ id }) => id)).toEqual(['music']);
    expect(moves.map(({ id }) => id)).toEqual(['c', 'd']);
  });
});
