import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../src/engine/base/errors';
import type { EmbedOptions } from '../../../src/engine/inference/ports';
import { SCORE_PARTS, type SearchRequest } from '../../../src/engine/model/search';
import { letters, useGarden, type Plant } from './garden';

const plant = useGarden();
const PLANTS: readonly Plant[] = [
  { id: 'rose', text: 'Anna planted a red rose in the garden', metadata: { tags: ['garden'] } },
  { id: 'iris', text: 'The iris is blue and grows by the pond', metadata: { status: 'archived' } },
  { id: 'oak', text: 'Ben cut down the old oak', metadata: { created_at: '2025-05-10T00:00:00+00:00' } },
  { id: 'fern', text: 'Ferns like shade', metadata: { visibility: 'private', user_id: 'ben' } },
  { id: 'twin', text: 'Anna planted a  red ROSE in the garden' },
  { id: 'soup', text: 'The soup was too salty', metadata: { memory_type: 'UserMemory' } },
];
const ask = (text: string, more: Partial<SearchRequest> = {}): SearchRequest => ({ text, topK: 10, ...more });
const keys = (result: { readonly hits: readonly { readonly key: string }[] }): string[] =>
  result.hits.map(({ key }) => key);

describe('a search', () => {
  it('by words alone finds stems, tells its parts, and says that it was by words', async () => {
    const searcher = await plant(PLANTS);
    const result = await searcher.search(ask('Who was planting roses?'));
    expect(keys(result)).toEqual(['rose']);
    expect(result.embedder).toBeUndefined();
    expect(result.note).toBe('There is no embedder: searched by words alone.');
    const [hit] = result.hits;
    expect(hit?.score).toBeCloseTo(hit?.parts.reduce((sum, { share }) => sum + share, 0) ?? NaN, 12);
    for (const { normal, weight, share } of hit?.parts ?? []) expect(share).toBe(normal * weight);
    expect(hit?.gates.every(({ passed }) => passed)).toBe(true);
    expect(hit?.snippet.marks.map(([start, end]) => hit.snippet.text.slice(start, end))).toEqual([
      'planted',
      'rose',
    ]);
    expect(hit?.found).toContainEqual({ by: 'lexical', place: expect.any(Number) as number });
  });

  it('with an embedder compares meanings too', async () => {
    const searcher = await plant(PLANTS, [], letters);
    const result = await searcher.search(ask('salty soups'));
    expect(result.embedder).toEqual(letters.tag);
    expect(result.note).toBeUndefined();
    expect(keys(result)[0]).toBe('soup');
    expect(result.hits[0]?.parts.map(({ name }) => name)).toContain('vectorContext');
  });

  it('without vectors of its embedder is lexical and says so', async () => {
    const searcher = await plant(PLANTS);
    Object.assign(searcher, { options: { embedder: letters, now: () => new Date() } });
    const result = await searcher.search(ask('roses'));
    expect(result.embedder).toBeUndefined();
    expect(result.note).toContain('No memory found here has a vector of letters@1');
  });

  it('goes on by words where the embedder fails', async () => {
    const searcher = await plant(PLANTS, [], letters);
    const broken = { ...letters, embed: () => Promise.reject(new StudioError('unavailable', 'It is away.')) };
    Object.assign(searcher, { options: { embedder: broken, now: () => new Date() } });
    const result = await searcher.search(ask('roses'));
    expect(keys(result)).toEqual(['rose']);
    expect(result.note).toContain('It is away');
  });

  it('keeps to statuses, types, tags and filters, also for what edges lead to', async () => {
    const edges = [{ source: 'rose', target: 'iris', type: 'FOLLOWING' }];
    const searcher = await plant(PLANTS, edges, letters);
    expect(keys(await searcher.search(ask('rose iris')))).not.toContain('iris');
    expect(keys(await searcher.search(ask('rose iris', { statuses: ['archived'] })))).toEqual(['iris']);
    expect(keys(await searcher.search(ask('rose', { types: ['UserMemory'] })))).toEqual(['soup']);
    expect(keys(await searcher.search(ask('rose', { tags: ['garden'] })))).toEqual(['rose']);
    expect(keys(await searcher.search(ask('rose', { filter: { memory: { like: 'oak' } } })))).toEqual([
      'oak',
    ]);
  });

  it('keeps private memories from others', async () => {
    const searcher = await plant(PLANTS);
    expect(keys(await searcher.search(ask('ferns')))).toEqual(['fern']);
    expect(keys(await searcher.search(ask('ferns', { user: 'ben' })))).toEqual(['fern']);
    expect(keys(await searcher.search(ask('ferns', { user: 'anna' })))).toEqual([]);
  });

  it('prefers what lies in the time asked for, and the one who speaks', async () => {
    const turn = (id: string, name: string, time: string): Plant => ({
      id,
      text: `${name}: I painted the fence`,
      metadata: { sources: [{ type: 'chat', role: 'user', name, chat_time: time }] },
    });
    const searcher = await plant([
      turn('a', 'Anna', '1:00 pm on 8 May, 2025'),
      turn('b', 'Ben', '1:00 pm on 9 May, 2025'),
      turn('c', 'Anna', '1:00 pm on 8 July, 2025'),
    ]);
    const may = await searcher.search(ask('When did Ben paint the fence last May?'));
    expect(keys(may)[0]).toBe('b');
    expect(may.understood.people).toEqual(['ben']);
    expect(may.understood.times).toMatchObject([{ start: '2025-05-01T00:00:00.000Z' }]);
    const july = await searcher.search(ask('Who painted the fence in July 2025?'));
    expect(keys(july)[0]).toBe('c');
    const ignored = await searcher.search(
      ask('Who painted the fence in July 2025?', { ignore: ['July 2025'] }),
    );
    expect(ignored.understood.times).toEqual([]);
  });

  it.each([
    ['How many steps has the tower?', 'number'],
    ['Who built the tower?', 'name'],
    ['When was the tower built?', 'time'],
    ['塔有多少台阶？', 'number'],
    ['谁建了塔？', 'name'],
  ])('%s prefers what has the kind of answer: a %s', async (question, kind) => {
    const said = (id: string, text: string, entities: readonly string[] = []): Plant => ({
      id,
      text: `Anna: ${text}`,
      metadata: { info: { entities }, sources: [{ type: 'chat', role: 'user', name: 'Anna' }] },
    });
    const searcher = await plant([
      said('none', 'The steps of the tower, 塔 台阶, were built well', ['Anna']),
      said('number', 'The 300 steps of the tower, 塔 台阶, were built well', ['Anna']),
      said('name', 'The steps of the tower, 塔 台阶, were built by Ott', ['Anna', 'Ott']),
      said('time', 'The steps of the tower, 塔 台阶, were built yesterday', ['Anna']),
    ]);
    const { hits } = await searcher.search(ask(question));
    expect(hits[0]?.key).toBe(kind);
    const having = hits.filter(({ parts }) => parts.some(({ name, raw }) => name === 'kind' && raw === 1));
    expect(having.map(({ key }) => key)).toEqual([kind]);
  });

  it('asks what a question means with and without the names of those who speak', async () => {
    const asked: string[] = [];
    const embedder = {
      ...letters,
      embed: (texts: readonly string[], options: EmbedOptions) => {
        if (options.kind === 'query') asked.push(...texts);
        return letters.embed(texts, options);
      },
    };
    const turn = { sources: [{ type: 'chat', role: 'user', name: 'Ann' }] };
    const searcher = await plant([{ id: 'a', text: 'Ann: I paint', metadata: turn }], [], embedder);
    await searcher.search(ask("Has Ann's friend Anna painted with Ann?"));
    await searcher.search(ask('Who paints?'));
    await searcher.search(ask('Ann?'));
    expect(asked).toEqual([
      "Has Ann's friend Anna painted with Ann?",
      'Has friend Anna painted with ?',
      'Who paints?',
      'Ann?',
    ]);
  });

  it('finds the answer beside the question that has the words', async () => {
    const turns = ['What is your favourite dish?', 'Lasagna, without a doubt.', 'Nice weather today.'];
    const searcher = await plant(
      [
        ...turns.map((text, at) => ({ id: `t${at}`, text })),
        ...Array.from({ length: 8 }, (_, at) => ({ id: `x${at}`, text: `Something else number ${at}` })),
      ],
      [0, 1].map((at) => ({ source: `t${at}`, target: `t${at + 1}`, type: 'FOLLOWING' })),
    );
    const result = await searcher.search(ask('favourite dish'));
    // A question seldom holds an answer, so it comes behind.
    expect(keys(result)[0]).toBe('t1');
    expect(keys(result)).toContain('t0');
    expect(result.hits.find(({ key }) => key === 't1')?.found[0]?.by).toBe('around');
  });

  it('understands Chinese', async () => {
    const searcher = await plant([
      { id: 'hz', text: '我们明年去杭州看西湖' },
      { id: 'bj', text: '他在北京学习' },
    ]);
    expect(keys(await searcher.search(ask('什么时候去杭州？')))).toEqual(['hz']);
  });

  it('weights change the order and nothing else', async () => {
    const searcher = await plant(PLANTS, [], letters);
    const one = await searcher.search(ask('red rose soup'));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...SCORE_PARTS), fc.double({ min: -3, max: 3, noNaN: true })),
        async (weights) => {
          const other = await searcher.search(ask('red rose soup', { weights }));
          const rank = other.hits.map(({ score }) => score);
          expect(rank).toEqual([...rank].sort((a, b) => b - a));
          const raw = new Map(one.hits.map((hit) => [hit.key, hit.parts.map((part) => part.raw)]));
          for (const hit of other.hits) {
            const before = raw.get(hit.key);
            if (before) expect(hit.parts.map((part) => part.raw)).toEqual(before);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    [{ topK: 0 }, 'number of hits'],
    [{ topK: 1.5 }, 'number of hits'],
    [{ threshold: NaN }, 'threshold'],
    [{ now: 'soon' }, 'time'],
    [{ text: 'x'.repeat(9000) }, 'too long'],
  ])('refuses %j', async (wrong, word) => {
    const searcher = await plant(PLANTS);
    await expect(searcher.search(ask('x', wrong))).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(word) as string,
    });
  });

  it('of nothing finds nothing', async () => {
    const searcher = await plant(PLANTS);
    expect(keys(await searcher.search(ask('')))).toEqual([]);
    expect(keys(await searcher.search(ask('!!! "*" OR NEAR(')))).toEqual([]);
  });
});

describe('why not this memory', () => {
  const cases: [string, string, Partial<SearchRequest>, string, string | undefined][] = [
    ['nobody', 'rose', {}, 'exists', undefined],
    ['iris', 'iris', {}, 'status', 'status'],
    ['rose', 'rose', { filter: { memory: { like: 'oak' } } }, 'filter', 'filter'],
    ['rose', 'rose', { types: ['UserMemory'] }, 'facet', 'type'],
    ['soup', 'soup', { tags: ['garden'] }, 'facet', 'tag'],
    ['fern', 'ferns', { user: 'anna' }, 'permission', undefined],
    ['soup', 'rose', {}, 'candidate', 'words'],
    ['rose', 'rose', { threshold: 100 }, 'threshold', 'threshold'],
    ['twin', 'rose', {}, 'duplicate', undefined],
    ['rose', 'rose oak', { topK: 1 }, 'limit', 'topK'],
  ];

  it.each(cases)('%s for "%s" %j fell at %s', async (key, text, more, fell, what) => {
    const searcher = await plant(PLANTS);
    const request = ask(text, more);
    const answer = await searcher.whyNot(key, request);
    expect(answer.fell).toBe(fell);
    expect(answer.gates.at(-1)).toMatchObject({ name: fell, passed: false });
    expect(answer.remedy?.what).toBe(what);
    if (answer.remedy?.request) expect(keys(await searcher.search(answer.remedy.request))).toContain(key);
  });

  it('opens several gates where one is not enough', async () => {
    const searcher = await plant(PLANTS);
    const { fell, remedy } = await searcher.whyNot('iris', ask('soup', { topK: 1 }));
    expect([fell, remedy?.what]).toEqual(['status', 'status']);
    expect(keys(await searcher.search(remedy?.request ?? ask('')))).toContain('iris');
  });

  it('says nothing of one that is among the hits', async () => {
    const searcher = await plant(PLANTS);
    expect(await searcher.whyNot('rose', ask('rose'))).toMatchObject({
      fell: undefined,
      remedy: undefined,
      place: 1,
    });
  });
});
