/** What an adapter does in llama.cpp once it is converted, held against torch with the adapter merged into the weights. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { convertPeft } from '../../../src/engine/parametric/peft/convertPeft';
import { chatModel } from '../inference/llama';
import { PEFT, TINY, expected, useFolders } from './fixtures';
import { nextToken } from './nextToken';

const folder = useFolders();

async function converted(name: string, base: string): Promise<string> {
  const out = join(folder(), `${name}.gguf`);
  await convertPeft({ source: join(PEFT, name), base, out });
  return out;
}

const largestGap = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);

describe('a tiny model in full precision', () => {
  const { tokens, base, tiny, plain } = expected.tiny;
  const inOrder = (next: ReadonlyMap<number, number>): number[] => base.map((_, token) => next.get(token)!);

  it.each(['plain', 'tiny'] as const)('%s answers as with its weights merged', async (name) => {
    const next = inOrder(await nextToken(TINY, tokens, await converted(name, TINY)));
    expect(largestGap(base, { plain, tiny }[name])).toBeGreaterThan(0.5);
    expect(largestGap(next, { plain, tiny }[name])).toBeLessThan(0.01);
  });

  it('without the adapter it answers as torch without it', async () => {
    expect(largestGap(inOrder(await nextToken(TINY, tokens)), base)).toBeLessThan(0.01);
  });
});

describe('SmolLM2 in four bits', () => {
  let without: ReadonlyMap<number, number>;
  let adapted: ReadonlyMap<number, number>;
  const { tokens, next } = expected.smollm2;

  beforeAll(async () => {
    without = await nextToken(chatModel, tokens);
    adapted = await nextToken(chatModel, tokens, await converted('smollm2', chatModel));
  }, 60_000);

  it('answers change as torch says, as far as rounding lets them', () => {
    const theirs = next.map(({ base, merged }) => merged - base);
    const ours = next.map(({ token }) => adapted.get(token)! - without.get(token)!);
    expect(Math.max(...theirs.map(Math.abs))).toBeGreaterThan(0.5);
    expect(cosine(ours, theirs)).toBeGreaterThan(0.97);
  });
});

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, at) => sum + value * y[at]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
