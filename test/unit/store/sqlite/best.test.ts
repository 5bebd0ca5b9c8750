import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Best } from '../../../../src/engine/store/sqlite/best';

test('the best are those that sorting all of them puts first, of equal ones the smaller numbers', () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.nat(70), (list, count) => {
      const best = new Best(count);
      const rated = list.map((score, n) => ({ n, score }));
      for (const { n, score } of rated) {
        const before = best.least;
        best.add(n, score);
        if (score < before) expect(best.least).toBe(before);
      }
      const expected = rated.sort((a, b) => b.score - a.score || a.n - b.n).slice(0, count);
      expect(best.sorted()).toEqual(expected);
    }),
  );
});
