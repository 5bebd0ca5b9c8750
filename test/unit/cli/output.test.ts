import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKey } from '../../../src/cli/cube/findKey';
import { shortIds } from '../../../src/cli/cube/shortIds';
import { diffLines, hunks } from '../../../src/cli/output/lineDiff';
import { plainJson, plainLine, plainText } from '../../../src/cli/output/plain';
import { styleFor, wantsColours } from '../../../src/cli/output/style';
import { table } from '../../../src/cli/output/table';
import { cutTo, padTo, widthOf } from '../../../src/cli/output/width';

const off = styleFor(false);

describe('the width of text in a terminal', () => {
  it.each([
    ['memory', 6],
    ['记忆', 4],
    ['ｆｕｌｌ', 8],
    ['한국어', 6],
    ['カナ', 4],
    ['ｶﾅ', 2],
    ['café', 4],
    ['cafe\u0301', 4],
    ['🍵', 2],
    ['👩‍🌾', 2],
    ['👍🏽', 2],
    ['🇫🇷🇨🇳', 4],
    ['❤️', 2],
    ['…', 1],
    ['├──', 3],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  it('cuts and fills to columns, never inside a character', () => {
    expect(cutTo('西湖红莲', 5)).toBe('西湖…');
    expect(cutTo('西湖红莲', 6)).toBe('西湖…');
    expect(cutTo('a👩‍🌾bc', 3)).toBe('a…');
    expect(padTo('西湖', 6)).toBe('西湖  ');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        expect(widthOf(cutTo(text, columns))).toBeLessThanOrEqual(columns);
        expect(widthOf(padTo(cutTo(text, columns), columns))).toBe(columns);
      }),
    );
  });

  it('aligns the columns of a table by it', () => {
    const rows = [
      { name: '外婆的菜谱', count: 12 },
      { name: 'Kiwi', count: 3 },
    ];
    const lines = table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'EMPTY', cell: () => '' },
        { title: 'N', cell: ({ count }) => count, align: 'right' },
      ],
      rows,
      off,
    );
    expect(lines).toEqual(['NAME         N', '外婆的菜谱  12', 'Kiwi         3']);
  });
});

describe('text out of files', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a window title', 'a\u001b]0;owned\u0007b', 'ab'],
    ['a title with ST', 'a\u001b]0;owned\u001b\\b', 'ab'],
    ['a link', '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['C1 controls', 'a\u009b31mb', 'ab'],
    ['backspace and bell', 'ab\b\u0007c', 'abc'],
    ['text turned around', 'a\u202edcba\u202c', 'adcba'],
    ['a lone escape', 'a\u001b', 'a'],
  ])('loses %s', (_, text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it('keeps lines, wide characters and joined emoji', () => {
    expect(plainText('一\r\n二\t👩‍🌾')).toBe('一\n二    👩‍🌾');
    expect(plainLine(' 一\n\n二 ')).toBe('一 二');
  });

  it('never holds a control character, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\u001b', '[', ']', 'm', '\u0007', '\u009b', '1', 'x', '\\') }),
        (text) => {
          expect(plainText(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        },
      ),
    );
  });

  it('means the same in JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = plainJson(JSON.stringify(text));
        expect(JSON.parse(written)).toBe(text);
        expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('colours', () => {
  it.each([
    [true, {}, true, true],
    [true, {}, false, false],
    [true, { TERM: 'dumb' }, true, false],
    [true, { NO_COLOR: '1' }, true, false],
    [true, { NO_COLOR: '' }, true, true],
    [true, { FORCE_COLOR: '1' }, false, true],
    [true, { FORCE_COLOR: '0' }, true, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [false, { FORCE_COLOR: '1' }, true, false],
  ])('--color %s with %o on a terminal (%s): %s', (option, env, terminal, wanted) => {
    expect(wantsColours(option, env, terminal)).toBe(wanted);
  });
});

describe('the difference of lines', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

  it('holds both texts, and nothing is marked where they are equal', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const diff = diffLines(a, b);
        expect(diff.filter(({ kind }) => kind !== '+').map(({ text }) => text)).toEqual(a);
        expect(diff.filter(({ kind }) => kind !== '-').map(({ text }) => text)).toEqual(b);
      }),
    );
    expect(diffLines(['a', 'b'], ['a', 'b']).every(({ kind }) => kind === ' ')).toBe(true);
  });

  it('is shown with two lines around each change', () => {
    const a = [...'abcdefghij'];
    const b = [...'abCdefghiJ'];
    const shown = hunks(diffLines(a, b)).map((line) => (line ? line.kind + line.text : '…'));
    expect(shown).toEqual([' a', ' b', '-c', '+C', ' d', ' e', '…', ' h', ' i', '-j', '+J']);
  });
});

describe('ids', () => {
  const ids = ['53f6f9ef-1', '53f6f9ef-2', 'abcd1234-0', 'abcd1234-0#2', '#4'];

  it('are shortened so far that they still differ', () => {
    const short = shortIds(['53f6f9ef-11', '53f6f9ef-22', 'abcd1234-00']);
    expect(['53f6f9ef-11', 'abcd1234-00'].map(short)).toEqual(['53f6f9ef-1', 'abcd1234-0']);
    expect(shortIds(['12345678-9', 'abcdefgh-i'])('abcdefgh-i')).toBe('abcdefgh');
  });

  it('are found by themselves or by a beginning that is theirs alone', () => {
    const keys = new Set(ids);
    expect(findKey(keys, 'abcd1234-0')).toBe('abcd1234-0');
    expect(findKey(keys, '53f6f9ef-1')).toBe('53f6f9ef-1');
    expect(findKey(keys, '#4')).toBe('#4');
    expect(() => findKey(keys, '53f6')).toThrow(/2 memories/);
    expect(() => findKey(keys, '53f')).toThrow(/too short/);
    expect(() => findKey(keys, '99999')).toThrow(/No memory/);
  });

  it('that are shortened are found again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 50 }), (keys) => {
        const short = shortIds(keys);
        for (const key of keys) expect(findKey(new Set(keys), short(key))).toBe(key);
      }),
    );
  });
});
