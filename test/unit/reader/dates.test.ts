import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dateIn, fullDateIn, isoOf, momentOf } from '../../../src/engine/reader/text/dates';

describe('the time of a message', () => {
  it.each([
    ['2023-05-08T13:56:00Z', '2023-05-08T13:56:00'],
    ['2023-05-08 13:56', '2023-05-08T13:56:00'],
    ['2023/5/8', '2023-05-08'],
    ['1:56 pm on 8 May, 2023', '2023-05-08T13:56:00'],
    ['08:51 PM on 13 January, 2026', '2026-01-13T20:51:00'],
    ['1700000000', '2023-11-14T22:13:20'],
    ['1700000000000', '2023-11-14T22:13:20'],
  ])('%s is %s', (written, iso) => {
    expect(isoOf(momentOf(written)!)).toBe(iso);
  });

  it.each(['yesterday', 'soon', '', '10:15', 'x'.repeat(101)])('is not known from "%s"', (written) => {
    expect(momentOf(written)).toBeUndefined();
  });
});

// The wall clock of the session counts, wherever the program runs.
describe.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])('a date in a text, in %s', (zone) => {
  let before: string | undefined;
  beforeEach(() => {
    before = process.env['TZ'];
    process.env['TZ'] = zone;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  // A Wednesday.
  const said = momentOf('2024-05-15T23:30:00')!;

  it.each([
    ['I went there yesterday.', '2024-05-14'],
    ['We met last Friday.', '2024-05-10'],
    ['It was two years ago', '2022-05-15'],
    ['The wedding is on 3 June.', '2024-06-03'],
    ['We moved in March 2021.', '2021-03-01'],
    ['Cut in the third week of January, 40 cm long.', '2024-01-01'],
    ['昨天我去了博物馆。', '2024-05-14'],
    ['前天下雨了', '2024-05-13'],
    ['上周五我们见了面', '2024-05-10'],
    ['下周一开会', '2024-05-20'],
    ['2023年3月8日出生', '2023-03-08'],
  ])('%s is %s', (text, iso) => {
    expect(isoOf(dateIn(text, said)!).slice(0, 10)).toBe(iso);
  });

  it.each(['I am happy today.', 'Hello there!', 'It may rain.', 'I have 3 cats.', '今天天气很好'])(
    'is not seen in "%s"',
    (text) => {
      expect(dateIn(text, said)).toBeUndefined();
    },
  );

  it('of a document counts only with its year', () => {
    expect(isoOf(fullDateIn('Opened on 4 May 2021, every Friday.')!)).toBe('2021-05-04');
    expect(fullDateIn('Opened last Friday.')).toBeUndefined();
  });
});
