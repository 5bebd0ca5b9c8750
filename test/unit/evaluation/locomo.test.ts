import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLocomo } from '../../../src/engine/evaluation/locomo';
import { readLocomoFile } from '../../../src/engine/evaluation/locomoFile';
import { estimate, recallOf } from '../../../src/engine/evaluation/recall';
import { letters } from '../retrieval/garden';
import { TINY } from './tiny';

const REAL = join(import.meta.dirname, '../../../../shared/datasets/locomo/locomo_dev.json');
const [tiny] = readLocomoFile(JSON.stringify(TINY), 'tiny.json');

describe('a LoCoMo file', () => {
  it('gives questions with evidence, and conversations without questions or answers', () => {
    expect(tiny?.questions[1]).toEqual({
      text: 'What does the tortoise eat?',
      category: 1,
      evidence: ['D1:4', 'D1:3'],
    });
    expect(tiny?.json).not.toMatch(/answer|evidence|read by nobody/);
  });

  it.each([['{}'], ['[]'], ['[{"conversation": {}}]'], ['nonsense']])('%s is refused', (text) => {
    expect(() => readLocomoFile(text, 'x.json')).toThrow(
      expect.objectContaining({ name: 'StudioError' }) as Error,
    );
  });
});

describe('recall', () => {
  const one = (evidence: string[], found: string[]) => ({ conversation: 'c', category: 1, evidence, found });

  it('is the mean share of the evidence among the first', () => {
    const recall = recallOf([one(['a', 'b'], ['a', 'x']), one(['c'], ['x', 'x', 'x', 'x', 'x', 'c'])]);
    expect(recall['recall@5']?.mean).toBe(0.25);
    expect(recall['recall@10']?.mean).toBe(0.75);
    expect(recall['any@5']?.mean).toBe(0.5);
    expect(recall['all@10']?.mean).toBe(0.5);
  });

  it('has intervals that hold the mean and are the same each time', () => {
    const values = Array.from({ length: 100 }, (_, at) => (at % 4 === 0 ? 0 : 1));
    const { mean, low, high } = estimate(values, 1);
    expect([mean, low < mean, high > mean, high - low < 0.25]).toEqual([0.75, true, true, true]);
    expect(estimate(values, 1)).toEqual({ mean, low, high });
    expect(estimate([], 1)).toEqual({ mean: 0, low: 0, high: 0 });
  });
});

describe('LoCoMo, retrieval only', () => {
  it.each([
    ['by words', undefined],
    ['with vectors', letters],
  ])('reads and searches a conversation %s', async (_, embedder) => {
    const { answered, turns, searchMs } = await runLocomo(tiny!, { embedder });
    expect([turns, answered.length, searchMs.length]).toEqual([6, 3, 3]);
    expect(answered[0]?.found[0]).toBe('D1:2');
    expect(answered[2]?.found[0]).toBe('D2:1');
    expect(recallOf(answered)['recall@5']?.mean).toBe(1);
  });

  it.skipIf(!existsSync(REAL))('finds by words alone what it should in a real conversation', async () => {
    const [real] = readLocomoFile(readFileSync(REAL, 'utf8'), REAL);
    const { answered } = await runLocomo(real!);
    expect(recallOf(answered)['recall@10']?.mean).toBeGreaterThan(0.68);
  });
});
