import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerText } from '../../../src/workers/llama/answerText';
import { portionsOf } from '../../../src/workers/llama/portions';
import { Thoughts } from '../../../src/workers/llama/thoughts';
import { StopTexts } from '../../../src/workers/llama/stopTexts';

/** Few letters, so that stop texts begin, break off and overlap often. */
const letters = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: least, maxLength: most });

/** Where a text ends: before the stop text that is complete first, and of those the longest. */
function cutOff(text: string, stops: readonly string[]): string {
  for (let end = 1; end <= text.length; end += 1) {
    const found = stops.filter((stop) => text.slice(0, end).endsWith(stop)).map((stop) => stop.length);
    if (found.length > 0) return text.slice(0, end - Math.max(...found));
  }
  return text;
}

describe('stop texts', () => {
  test('end a text at the same place however it is cut into pieces, and nothing of them is ever given', () => {
    fc.assert(
      fc.property(fc.array(letters(0, 5)), fc.array(letters(1, 4), { maxLength: 3 }), (pieces, stops) => {
        const texts = new StopTexts(stops);
        let given = '';
        for (const piece of pieces) given += texts.push(piece);
        given += texts.finish();
        expect(given).toBe(cutOff(pieces.join(''), stops));
        expect(texts.stopped).toBe(given.length < pieces.join('').length);
      }),
      { numRuns: 2000 },
    );
  });

  test('hold back no more than may be the start of one', () => {
    const texts = new StopTexts(['\nUser:']);
    expect(texts.push('Yes.')).toBe('Yes.');
    expect(texts.push('\nUs')).toBe('');
    expect(texts.push('e it.\n')).toBe('\nUse it.');
    expect(texts.push('User')).toBe('');
    expect(texts.push(': and')).toBe('');
    expect(texts.stopped).toBe(true);
    expect(texts.push('more')).toBe('');
  });
});

/** Tokens that are bytes, as the smallest pieces of a vocabulary are; invalid ones give U+FFFD. */
const bytes = (tokens: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(tokens));

function streamed(
  text: string,
  stops: readonly string[],
  trimmed = false,
): { whole: string; pieces: string[] } {
  const pieces: string[] = [];
  const onText = (piece: string): void => void pieces.push(piece);
  const answer = new AnswerText({ detokenize: bytes, stops, trimmed, onText });
  for (const byte of new TextEncoder().encode(text)) answer.push(byte);
  return { whole: answer.finish(), pieces };
}

describe('the text of an answer', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 40 });

  test('has whole characters only in its pieces, and they are the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { whole, pieces } = streamed(text, []);
        // A decoder leaves a byte order mark at a start out.
        const expected = [...text].map((character) => bytes([...Buffer.from(character)])).join('');
        expect(whole).toBe(expected);
        expect(pieces.join('')).toBe(expected);
        for (const piece of pieces) expect(Buffer.from(piece).toString()).toBe(piece);
      }),
    );
  });

  test('ends at a stop text that spans tokens and characters', () => {
    expect(streamed('Grün 日本 ende 😀日', ['日本 ende 😀']).whole).toBe('Grün ');
    expect(streamed('日本', ['日本語']).pieces.join('')).toBe('日本');
  });

  test('with bytes that are no character goes on after them', () => {
    const pieces: string[] = [];
    const answer = new AnswerText({
      detokenize: bytes,
      stops: [],
      trimmed: false,
      onText: (piece) => void pieces.push(piece),
    });
    for (const byte of [0x80, ...Array<number>(20).fill(0xff), 0x61]) answer.push(byte);
    expect(answer.finish()).toMatch(/^\u{FFFD}{21}a$/u);
  });

  test('leaves blanks at its end out where they mean nothing, in its pieces too', () => {
    const { whole, pieces } = streamed('{"a": 1}\n\n  \n', [], true);
    expect(whole).toBe('{"a": 1}');
    expect(pieces.join('')).toBe(whole);
    expect(streamed(' a b ', [], false).whole).toBe(' a b ');
  });
});

describe('thoughts', () => {
  const marks = { begin: '<a>', end: '</a>' };
  const words = fc.array(fc.constantFrom('<a>', '</a>', '<', 'a>', '/', ' ', '\n', 'x'), { maxLength: 8 });
  const through = (pieces: readonly string[], open: boolean): string => {
    const thoughts = new Thoughts(marks, open);
    return pieces.map((piece) => thoughts.push(piece)).join('') + thoughts.finish();
  };

  test('are left out however the answer is cut into pieces', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (pieces, open) => {
        const whole = pieces.join('');
        const thought = open ? /^[^]*?<\/a>\s*/ : /^\s*<a>[^]*?<\/a>\s*/;
        const unfinished = open || /^\s*<a>/.test(whole);
        const expected = thought.test(whole) ? whole.replace(thought, '') : unfinished ? '' : whole;
        expect(through(pieces, open)).toBe(expected);
        expect(through([...whole], open)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('are not what comes later in an answer', () => {
    expect(through(['So ', '<a>', 'b', '</a>'], false)).toBe('So <a>b</a>');
    expect(through(['<', 'a', '>Hm', '.</', 'a>\n\n', 'So.'], false)).toBe('So.');
  });
});

describe('portions', () => {
  const bounds = fc.array(fc.nat({ max: 400 }), { maxLength: 4 });

  test('cover what is asked for once and in order, none larger than the size', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        bounds,
        fc.integer({ min: 1, max: 64 }),
        (from, more, ends, size) => {
          const portions = portionsOf(from, from + more, ends, size);
          let at = from;
          for (const { start, end } of portions) {
            expect(start).toBe(at);
            expect(end).toBeGreaterThan(start);
            expect(end - start).toBeLessThanOrEqual(size);
            at = end;
          }
          expect(at).toBe(from + more);
        },
      ),
    );
  });

  test('after a bound are the same whether what is before it was kept or is computed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100 }), (kept, more) => {
        const all = portionsOf(0, kept + more, [kept], 64);
        expect(all.filter(({ start }) => start >= kept)).toEqual(portionsOf(kept, kept + more, [kept], 64));
        expect(all).toContainEqual({ start: kept - 1, end: kept });
      }),
    );
  });
});
