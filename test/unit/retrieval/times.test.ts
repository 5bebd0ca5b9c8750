import { describe, expect, it } from 'vitest';
import { DAY, dateOf, fitsSpan } from '../../../src/engine/retrieval/dates';
import { timesOf } from '../../../src/engine/retrieval/times';

const NOW = new Date('2026-03-15T10:00:00Z');
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe('times of a question', () => {
  it.each([
    ['What did she do last May?', '2025-05-01', '2025-06-01'],
    ['Who came in June 2023?', '2023-06-01', '2023-07-01'],
    ['What happened in October?', '2025-10-01', '2025-11-01'],
    ['What did we eat on 7 May 2023?', '2023-05-07', '2023-05-08'],
    ['Where was I in 2022?', '2022-01-01', '2023-01-01'],
    ['What did I say yesterday?', '2026-03-14', '2026-03-15'],
    ['两周前发生了什么', '2026-02-26', '2026-03-05'],
    ['去年5月她做了什么', '2025-05-01', '2025-06-01'],
    ['2023年6月谁来过', '2023-06-01', '2023-07-01'],
    ['2022年我在哪里', '2022-01-01', '2023-01-01'],
  ])('%s', (text, start, end) => {
    const [time] = timesOf(text, NOW);
    expect(time && [iso(time.start), iso(time.end)]).toEqual([start, end]);
  });

  it.each(['May I ask where she lives?', 'What is her job now?', '她现在住在哪里'])(
    '%s names none',
    (text) => {
      expect(timesOf(text, NOW)).toEqual([]);
    },
  );
});

describe('dates of a memory', () => {
  it.each(['1:56 pm on 8 May, 2023', '2023-05-08T10:00:00', 'May 8th, 2023', '2023年5月8日'])(
    '%s',
    (text) => {
      expect(dateOf(text)).toBe(Date.UTC(2023, 4, 8));
    },
  );

  it.each(['', 'no date', '2023-13-40', '99 Foo 2023'])('"%s" is none', (text) => {
    expect(dateOf(text)).toBeUndefined();
  });

  it('fit a day best, the week after it well, and a month when they lie in it', () => {
    const start = Date.UTC(2023, 4, 7);
    const day = { start, end: start + DAY };
    expect(
      [start, start + 4 * DAY, start + 20 * DAY, start + 60 * DAY].map((date) => fitsSpan(date, day)),
    ).toEqual([1.5, 1.2, 0.5, 0]);
    const month = { start: Date.UTC(2023, 4, 1), end: Date.UTC(2023, 5, 1) };
    expect([start, Date.UTC(2023, 5, 1)].map((date) => fitsSpan(date, month))).toEqual([1, 0]);
  });
});
