import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/engine/reader/text/split';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', ' ', '.', '\n', '\n', '。', '茶', '😀', ','),
  maxLength: 800,
});

describe('splitting a text', () => {
  it('loses nothing but blanks, keeps the order and the size, and cuts no character', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 4, max: 120 }),
        fc.integer({ min: 0, max: 40 }),
        (whole, size, overlap) => {
          const ranges = splitText(whole, undefined, { size, overlap });
          let covered = 0;
          for (const { start, end } of ranges) {
            expect(whole.slice(Math.min(covered, start), start).trim()).toBe('');
            expect(end - start).toBeGreaterThan(0);
            expect(end - start).toBeLessThanOrEqual(size);
            expect(end).toBeGreaterThan(covered);
            expect(Math.max(0, covered - start)).toBeLessThanOrEqual(overlap);
            expect(whole.slice(start, end)).not.toMatch(/\p{Cs}/u);
            covered = end;
          }
          expect(whole.slice(covered).trim()).toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('divides at paragraphs where that suffices', () => {
    const whole = `${'one '.repeat(200)}\n\n${'two '.repeat(200)}`;
    const [first, second] = splitText(whole);
    expect(whole.slice(first?.start, first?.end)).toBe('one '.repeat(200).trim());
    expect(whole.slice(second?.start, second?.end)).toBe('two '.repeat(200).trim());
  });
});
