import { describe, expect, it } from 'vitest';
import { contradicts } from '../../../src/engine/ingest/claims/claim';
import { claimsOf } from '../../../src/engine/ingest/claims/claimsOf';
import { Judge } from '../../../src/engine/ingest/judge';
import type { ChatModel, Embedder } from '../../../src/engine/inference/ports';

/** An embedder of two directions: what names a cat, and what does not; how much decides the number of exclamations. */
const embedder: Embedder = {
  tag: { name: 'two', dimensions: 2 },
  embed: (texts) =>
    Promise.resolve(
      texts.map((text) => {
        const angle = (text.includes('cat') ? 0 : Math.PI / 2) + 0.2 * (text.match(/!/g)?.length ?? 0);
        return Float32Array.of(Math.cos(angle), Math.sin(angle));
      }),
    ),
  dispose: () => undefined,
};

/** A model that always answers the same. */
const modelSaying = (text: string): ChatModel => ({
  name: 'tiny',
  complete: () => Promise.resolve({ text, complete: true, promptTokens: 1, answerTokens: 1 }),
  dispose: () => undefined,
});

async function judged(text: string, model?: ChatModel) {
  const judge = new Judge(embedder, model, undefined);
  await judge.learn([{ id: 'a', text: 'A cat sleeps on the sofa', where: 'cube' }]);
  const [found] = await judge.judge([{ id: 'b', text, where: 'batch' }]);
  return found;
}

describe('a judge with an embedder', () => {
  it('finds what means the same, by the cosine', async () => {
    expect(await judged('There lies the cat!')).toMatchObject({
      verdict: 'semantic',
      suggested: 'merge',
      against: { id: 'a', alike: expect.closeTo(Math.cos(0.2), 5) as number },
    });
    expect(await judged('There lie 3 cats')).toMatchObject({ verdict: 'semantic', suggested: 'add' });
    expect(await judged('There lies the cat!!!')).toMatchObject({ verdict: 'new' });
    expect(await judged('A dog barks')).toMatchObject({ verdict: 'new' });
  });
});

describe('a judge with a language model', () => {
  it.each([
    ['{"relation": "redundant"}', 'semantic', 'merge'],
    ['{"relation": "contradictory"}', 'contradiction', 'add'],
    ['{"relation": "independent"}', 'new', 'add'],
    ['no idea', 'semantic', 'merge'],
  ])('takes its answer %s', async (answer, verdict, suggested) => {
    expect(await judged('There lies the cat!', modelSaying(answer))).toMatchObject({ verdict, suggested });
  });

  it('asks about what is less alike too, and without an answer leaves that alone', async () => {
    const redundant = modelSaying('{"relation": "redundant"}');
    expect(await judged('There lies the cat!!!', redundant)).toMatchObject({ verdict: 'semantic' });
    expect(await judged('There lies the cat!!!', modelSaying(''))).toMatchObject({ verdict: 'new' });
  });
});

describe('statements', () => {
  it.each([
    ['I live in Oslo', 'I live in Bergen'],
    ['Alice works at Siemens.', 'Alice works for Bosch now.'],
    ["Tom's birthday is May 3", "Tom's birthday is June 9"],
    ['My favourite colour is green', 'My favorite colour is blue'],
    ['The meeting starts at 3 pm', 'The meeting starts at 4 pm'],
    ['I am 31 years old', 'I am 32 years old'],
    ['Alice likes tea', 'Alice hates tea'],
    ['I am vegetarian', 'I am not vegetarian'],
    ['小明住在北京', '小明住在上海'],
    ['我喜欢吃辣', '我不喜欢吃辣'],
    ['我今年30岁', '我今年31岁'],
    ['小红的生日是五月三日', '小红的生日是六月九日'],
    ['Ann: I live in Oslo.\nBob: Nice.', 'Ann: I live in Bergen.'],
  ])('%j contradicts %j', (a, b) => {
    expect(claimsOf(a).some((x) => claimsOf(b).some((y) => contradicts(x, y)))).toBe(true);
  });

  it.each([
    ['I live in Oslo', 'I live in Oslo, Norway'],
    ['Ann: I live in Oslo.', 'Bob: I live in Bergen.'],
    ['The walk is 3 km', 'The walk is 2 hours'],
    ['Alice likes tea', 'Alice likes coffee'],
    ['I live in Oslo', 'I used to live in Bergen'],
    ['I live in Oslo', 'Would I live in Bergen?'],
    ['小明住在北京', '小红住在上海'],
    ['我喜欢吃辣', '你不喜欢吃辣吗？'],
    ['我喜欢猫', '我喜欢狗'],
    ['I ran 5 km', 'I ran 7 km'],
  ])('%j does not contradict %j', (a, b) => {
    expect(claimsOf(a).some((x) => claimsOf(b).some((y) => contradicts(x, y)))).toBe(false);
  });
});
