import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/engine/base/tokens';
import { lineOf } from '../../../src/engine/reader/dialogue/line';
import { windowsOf } from '../../../src/engine/reader/dialogue/windows';

const turns = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'assistant'),
    text: fc.string({ unit: fc.constantFrom('a', ' ', '茶', 'é'), minLength: 1, maxLength: 3000 }),
  }),
  { maxLength: 30 },
);

describe('windows over a dialogue', () => {
  it('hold up to 1,024 tokens, repeat up to 200, and lose no turn', () => {
    fc.assert(
      fc.property(turns, (given) => {
        const windows = windowsOf(given, () => undefined);
        let next = 1;
        windows.forEach(({ turns: inside, text }, at) => {
          expect(inside.length === 1 || estimateTokens(text) <= 1024).toBe(true);
          const repeated = at === 0 ? [] : inside.filter(({ number }) => number < next);
          expect(
            estimateTokens(repeated.map(({ turn }) => `${lineOf(turn)}\n`).join('')),
          ).toBeLessThanOrEqual(200);
          for (const { number } of inside) {
            expect(number).toBeLessThanOrEqual(next);
            next = Math.max(next, number + 1);
          }
        });
        expect(next).toBe(given.length + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('divide a message that is longer than a window, and say so', () => {
    const long = { role: 'user', text: 'A sentence about bees. '.repeat(1000) };
    const told: unknown[] = [];
    const windows = windowsOf([long], (turn) => told.push(turn));
    expect(told).toEqual([long]);
    expect(windows.length).toBeGreaterThan(5);
    expect(windows.every(({ text }) => estimateTokens(text) <= 1024)).toBe(true);
    expect(windows.flatMap((window) => window.turns.map(({ turn }) => turn.text)).join(' ')).toBe(
      long.text.trim(),
    );
  });
});
