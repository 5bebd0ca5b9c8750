import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StudioError } from '../../../src/engine/base/errors';
import { MachineSeal } from '../../../src/engine/cube/files/machineSeal';
import type { Embedder } from '../../../src/engine/inference/ports';
import { AdapterStore } from '../../../src/engine/parametric/kept/adapterStore';
import { Attachments } from '../../../src/engine/parametric/kept/attachments';
import { importAdapter } from '../../../src/engine/parametric/kept/importAdapter';
import { routablesOf } from '../../../src/engine/parametric/route/routables';
import { AdapterManager } from '../../../src/engine/parametric/use/adapterManager';
import { AdapterRouter, type Routable } from '../../../src/engine/parametric/route/adapterRouter';
import {
  decideRoute,
  DEFAULT_POLICIES,
  routedSet,
  type RouteScore,
} from '../../../src/engine/parametric/route/decide';
import { openTestEmbedder } from '../inference/llama';
import { PEFT, TINY, useFolders } from './fixtures';

const PLAIN = join(PEFT, 'plain.lora.gguf');

const tea: Routable = {
  id: 'tea',
  title: 'Tea',
  examples: [
    'Which tea does Mei drink in the morning?',
    'How long should oolong tea be brewed?',
    'Where does Mei keep her teapot?',
    'What does Mei say about green tea?',
  ],
};
const train: Routable = {
  id: 'train',
  title: 'Railway',
  examples: [
    'When does the night train to Bergen leave?',
    'How much is a railway ticket to Oslo?',
    'From which platform does the express train go?',
    'Which station has a waiting room?',
  ],
};
const adapters = [tea, train];

describe('the adapters of a cube', () => {
  const folder = useFolders();
  it('come with the prompts that they were trained on, and with what keeps them from use', async () => {
    const store = new AdapterStore(folder(), await MachineSeal.open(folder(), 'key'));
    const context = { now: () => new Date(), newId: () => randomUUID() };
    const trainingSet = JSON.stringify({ examples: tea.examples.map((prompt) => ({ prompt, answer: 'x' })) });
    const madeOf = { trainingSet, examples: 4, heldOut: 0, sources: [], report: undefined, result: null };
    const taken = async (more: object) =>
      (await importAdapter(store, context, { source: PLAIN, base: TINY, title: 'x', ...more })).id;
    const ids = [
      await taken({ madeOf }),
      await taken({}),
      await taken({ madeOf: { ...madeOf, trainingSet: '{' } }),
    ];
    await store.decide(ids[0]!, 'approved');
    await store.decide(ids[1]!, 'rejected');
    const manager = new AdapterManager(store, new Attachments(store.folder), context, 'test');
    const routables = await routablesOf(store, await manager.rows(() => undefined));
    const of = (at: number) => routables.find(({ id }) => id === ids[at]);
    expect(of(0)).toEqual({ id: ids[0], title: 'x', examples: tea.examples });
    expect(of(1)).toMatchObject({ examples: [], unusable: 'rejected' });
    expect(of(2)).toMatchObject({ examples: [], unusable: 'not-approved' });
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const scores = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    title: fc.constant('t'),
    measure: fc.constantFrom('vectors', 'words', 'none'),
    centroid: share,
    nearest: share,
    examples: fc.constant([]),
    unusable: fc.option(fc.constant('stale'), { nil: undefined }),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
) as fc.Arbitrary<RouteScore[]>;
const policies = fc.record({
  threshold: share,
  most: fc.integer({ min: 1, max: 4 }),
  temperature: fc.double({ min: 0.001, max: 2, noNaN: true }),
  total: fc.double({ min: 0.1, max: 2, noNaN: true }),
  nearestShare: share,
  nearest: fc.constant(3),
});

describe('a decision', () => {
  it('keeps to its policy: threshold, number, sum of scales, better never weaker', () => {
    fc.assert(
      fc.property(scores, policies, (given, policy) => {
        const decision = decideRoute('x', given, policy);
        const chosen = decision.candidates.filter(({ scale }) => scale !== 0);
        expect(chosen.length).toBeLessThanOrEqual(policy.most);
        const sum = chosen.reduce((all, { scale }) => all + scale, 0);
        expect(sum).toBeLessThanOrEqual(policy.total + 1e-9);
        if (chosen.length > 0) expect(sum).toBeCloseTo(policy.total, 9);
        for (const { score, reason } of chosen) {
          expect(score).toBeGreaterThanOrEqual(policy.threshold);
          expect(reason.code).toBe('chosen');
        }
        chosen.slice(1).forEach(({ scale }, at) => expect(scale).toBeLessThanOrEqual(chosen[at]!.scale));
        expect(decision.candidates).toHaveLength(given.length);
      }),
    );
  });

  it('does not depend on the order of the adapters', () => {
    fc.assert(
      fc.property(scores, policies, fc.nat(), (given, policy, turn) => {
        const other =
          given.length === 0
            ? given
            : [...given.slice(turn % given.length), ...given.slice(0, turn % given.length)];
        expect(decideRoute('x', other, policy)).toEqual(decideRoute('x', given, policy));
      }),
    );
  });

  it('gives every adapter that is not chosen its reason', () => {
    fc.assert(
      fc.property(scores, policies, (given, policy) => {
        for (const each of decideRoute('x', given, policy).candidates) {
          const { unusable, measure } = given.find(({ id }) => id === each.id)!;
          if (unusable !== undefined) expect(each.reason).toEqual({ code: 'not-usable', why: 'stale' });
          else if (measure === 'none') expect(each.reason.code).toBe('no-examples');
          else if (each.score < policy.threshold)
            expect(each.reason).toMatchObject({ code: 'below-threshold' });
          else expect(['chosen', 'not-among-the-best']).toContain(each.reason.code);
        }
      }),
    );
  });

  it('can be overridden: forced ones count first, forbidden ones never', () => {
    const given = ['a', 'b', 'c'].map((id) => ({
      id,
      title: id,
      measure: 'words' as const,
      centroid: 0.9,
      nearest: 0.9,
      examples: [],
    }));
    const policy = DEFAULT_POLICIES.words;
    const forced = decideRoute('x', given, policy, { force: [{ id: 'c', scale: 0.4 }], forbid: ['a'] });
    expect(routedSet(forced)).toEqual([
      { id: 'b', scale: 0.6 },
      { id: 'c', scale: 0.4 },
    ]);
    const both = decideRoute('x', given, policy, { force: [{ id: 'a', scale: 2 }], forbid: ['a'] });
    expect(both.candidates.find(({ id }) => id === 'a')).toMatchObject({
      scale: 0,
      reason: { code: 'forbidden' },
    });
    const much = decideRoute('x', given, policy, { force: [{ id: 'a', scale: 2 }], forbid: [] });
    expect(routedSet(much)).toEqual([{ id: 'a', scale: 2 }]);
    const unusable = given.map((each) => ({ ...each, unusable: 'broken' as const }));
    expect(
      routedSet(decideRoute('x', unusable, policy, { force: [{ id: 'a', scale: 1 }], forbid: [] })),
    ).toEqual([]);
  });

  it('with a low temperature goes to the best alone', () => {
    const given = [0.9, 0.7].map((score, at) => ({
      id: `${at}`,
      title: '',
      measure: 'words' as const,
      centroid: score,
      nearest: score,
      examples: [],
    }));
    const [best, other] = decideRoute('x', given, {
      ...DEFAULT_POLICIES.words,
      temperature: 0.01,
    }).candidates;
    expect(best!.scale).toBeGreaterThan(0.999);
    expect(other!.scale).toBeLessThan(0.001);
  });
});

const tasks: readonly (readonly [string, readonly string[]])[] = [
  ['What tea does Mei like?', ['tea']],
  ['When does the train to Bergen leave?', ['train']],
  ['How do I sort a list in Python?', []],
  ['My cat sleeps on the stove.', []],
];

describe('without an embedder words decide', () => {
  it.each(tasks)('%s → %j', async (task, ids) => {
    const { decision, fallback } = await new AdapterRouter().route({ task, adapters });
    expect(routedSet(decision).map(({ id }) => id)).toEqual(ids);
    expect(fallback).toBeNull();
    expect(decision.candidates.every(({ measure }) => measure === 'words')).toBe(true);
  });

  it('Chinese too', async () => {
    const green: Routable = { id: 'g', title: '茶', examples: ['小梅早上喝什么茶？', '绿茶应该泡多久？'] };
    const { decision } = await new AdapterRouter().route({ task: '绿茶要泡多久', adapters: [green, train] });
    expect(routedSet(decision)).toEqual([{ id: 'g', scale: 1 }]);
    expect(decision.candidates[0]?.examples[0]?.text).toBe('绿茶应该泡多久？');
  });

  it('an adapter without examples is not chosen by itself', async () => {
    const foreign = { id: 'f', title: 'Foreign', examples: [] };
    const { decision } = await new AdapterRouter().route({ task: 'tea', adapters: [foreign] });
    expect(decision.candidates[0]).toMatchObject({ measure: 'none', reason: { code: 'no-examples' } });
  });
});

describe('with an embedder meaning decides', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openTestEmbedder();
  }, 60_000);
  afterAll(() => embedder.dispose());

  it.each([
    ...tasks,
    ['A hot drink made of leaves for breakfast', ['tea']],
    ['I want to travel by rail tonight', ['train']],
  ] as const)('%s → %j', async (task, ids) => {
    const { decision } = await new AdapterRouter(embedder).route({ task, adapters });
    expect(routedSet(decision).map(({ id }) => id)).toEqual(ids);
    expect(decision.candidates.every(({ measure }) => measure === 'vectors')).toBe(true);
  });

  it('embeds a training set once', async () => {
    let texts = 0;
    const counting: Embedder = {
      tag: embedder.tag,
      dispose: () => undefined,
      embed: (each, options) => {
        texts += each.length;
        return embedder.embed(each, options);
      },
    };
    const router = new AdapterRouter(counting);
    for (let turn = 0; turn < 3; turn += 1) await router.route({ task: 'tea', adapters });
    expect(texts).toBe(3 + tea.examples.length + train.examples.length);
  });

  it('where it fails words decide, and it is told why', async () => {
    const failing: Embedder = {
      tag: embedder.tag,
      dispose: () => undefined,
      embed: () => Promise.reject(new StudioError('unavailable', 'The model does not answer.')),
    };
    const { decision, fallback } = await new AdapterRouter(failing).route({
      task: 'What tea does Mei like?',
      adapters,
    });
    expect(fallback).toBe('The model does not answer.');
    expect(routedSet(decision).map(({ id }) => id)).toEqual(['tea']);
  });
});
