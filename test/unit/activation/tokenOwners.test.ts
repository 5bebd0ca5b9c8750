import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenOwners } from '../../../src/engine/activation/prompt/tokenOwners';

describe('the owners of tokens', () => {
  it('are the texts that they reach into', () => {
    const pieces = ['<s>', 'head', '\n', 'To', 'ma', 'toes', '\n', 'Zoe', '.', '\n', '</s>'];
    expect(tokenOwners(pieces.join(''), pieces, ['Tomatoes', 'Zoe.'])).toEqual([
      ...[-1, -1, -1, 0, 0, 0, -1, 1, 1, -1, -1],
    ]);
  });

  it('are found again after characters that are made of several tokens', () => {
    const pieces = ['a\n', '\u{FFFD}', '\u{FFFD}', '\u{FFFD}', '柚', '\n', 'b'];
    expect(tokenOwners('a\n茶柚\nb', pieces, ['茶柚', 'b'])).toEqual([-1, 0, 0, 0, 0, -1, 1]);
  });

  it('are told apart where one text stands twice', () => {
    const pieces = ['same', '\n', 'same'];
    expect(tokenOwners('same\nsame', pieces, ['same', 'same'])).toEqual([0, -1, 1]);
  });

  it('are none where a text is not there, or a token stands for nothing', () => {
    expect(tokenOwners('a b', ['<x>', 'a', ' b'], ['c', ''])).toEqual([-1, -1, -1]);
    expect(tokenOwners('a b', ['<x>', 'a', ' b'], ['a'])).toEqual([-1, 0, -1]);
  });

  it('cover each text exactly, however it is cut into tokens', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 5 })),
        (texts, cuts) => {
          const rendered = texts.map((text) => `|${text}`).join('');
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < rendered.length; turn++) {
            const bar = rendered[at] === '|';
            const end = rendered.indexOf('|', at + 1);
            const most = (end < 0 ? rendered.length : end) - at;
            const length = bar ? 1 : Math.min(most, 1 + (cuts[turn % Math.max(1, cuts.length)] ?? 0));
            pieces.push(rendered.slice(at, at + length));
            at += length;
          }
          const owners = tokenOwners(rendered, pieces, texts);
          const back = texts.map((_, text) => pieces.filter((_piece, at) => owners[at] === text).join(''));
          expect(back).toEqual(texts);
        },
      ),
    );
  });
});
