import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, pairs, tokensOf } from '../../../src/engine/retrieval/analyse';

describe('words of a text', () => {
  it('English is stemmed and loses its stop words', () => {
    expect(analyse('She was running races with the runners in 2022')).toEqual([
      'run',
      'race',
      'runner',
      '2022',
    ]);
  });

  it('case and accents do not count', () => {
    expect(analyse('Café THÉO')).toEqual(analyse('cafe theo'));
  });

  it('Chinese is cut into words, beside English', () => {
    const terms = analyse('我在北京学习 TypeScript');
    expect(terms).toContain('北京');
    expect(terms).toContain('学习');
    expect(terms).toHaveLength(3);
  });

  it('Japanese too', () => {
    expect(analyse('東京に行きました')).toContain('東京');
  });

  it('without a dictionary, in pairs of characters', () => {
    expect([...pairs('我爱北京', 5)]).toEqual([
      { term: '我爱', start: 5, end: 7 },
      { term: '爱北', start: 6, end: 8 },
      { term: '北京', start: 7, end: 9 },
    ]);
    expect([...pairs('我', 0)]).toEqual([{ term: '我', start: 0, end: 1 }]);
  });

  it('every word stands where it says, and the same text gives the same terms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        let last = 0;
        for (const { term, start, end } of tokensOf(text)) {
          expect(term).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
        expect(analyse(text)).toEqual(analyse(text));
      }),
    );
  });
});
