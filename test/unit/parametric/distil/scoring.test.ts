import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRight } from '../../../../src/engine/parametric/distil/scoring/isRight';
import { stableMemories } from '../../../../src/engine/parametric/distil/stable';

describe('whether an answer is right', () => {
  test.each([
    ['The code is 4711.', '4711', true],
    ['The code is 47110.', '4711', false],
    ['It was founded in 1,204 AD', '1204', true],
    ['She lives in TROMSØ!', 'Tromsø', true],
    ['She lives in Tromsøya.', 'Tromsø', false],
    ['我记得是三月九日吧', '三月九日', true],
    ['at 9:30 in the morning', '9:30', true],
    ['at 9 30', '9:30', false],
    ['', '4711', false],
    ['anything', '?!', false],
  ])('by phrase: %s / %s', (answer, text, right) => {
    expect(isRight(answer, { by: 'phrase', text })).toBe(right);
  });

  test.each([
    ['the ferry leaves from the north pier at 7', true],
    ['a ferry leaves from the north pier', false],
    ['at 7 something happens', false],
  ])('by words: %s', (answer, right) => {
    expect(isRight(answer, { by: 'words', text: 'The ferry leaves the north pier at 7.' })).toBe(right);
  });

  test('what says the very text is right, in whatever case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9一-龥]{2,10}( [a-z0-9一-龥]{2,10}){0,4}$/), (text) => {
        expect(isRight(`Well: ${text.toUpperCase()}!`, { by: 'phrase', text })).toBe(true);
      }),
    );
  });
});

describe('stable memories', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const day = (days: number): number => now.getTime() - days * 86_400_000;
  const memory = { key: 'a', title: 'A', text: 'x', status: 'activated', uses: 5, updatedAt: day(10) };
  const sure = { ...memory, confidence: 0.9 };

  test('are activated, used, old enough and sure, and the reasons say so', () => {
    const [found] = stableMemories([sure], now);
    expect(found?.reasons).toEqual([
      'It is activated.',
      'It was used 5 times; 3 are asked for.',
      'It was last changed 10 days ago; 7 are asked for.',
      'Its confidence is 90 %; 80 % is asked for.',
    ]);
  });

  test.each([
    { status: 'archived' },
    { uses: 2 },
    { updatedAt: day(6.9) },
    { updatedAt: undefined },
    { confidence: 0.79 },
    { text: ' ' },
    { text: 'x'.repeat(1201) },
  ])('not with %j', (change) => {
    expect(stableMemories([{ ...sure, ...change }], now)).toEqual([]);
  });

  test('the most stable first', () => {
    const more = { ...sure, key: 'b', uses: 19 };
    const older = { ...sure, key: 'c', updatedAt: day(80) };
    const found = stableMemories([sure, more, older], now);
    expect(found.map((each) => each.memory.key)).toEqual(['c', 'b', 'a']);
  });
});
