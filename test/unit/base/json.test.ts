import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySplice, removeValue, setValue } from '../../../src/engine/base/json/edit';
import { parseJson } from '../../../src/engine/base/json/parse';
import { renderRaw, toRaw } from '../../../src/engine/base/json/render';
import { CONFIG_STYLE, MEMORY_STYLE, detectStyle } from '../../../src/engine/base/json/style';
import { readJson } from '../../../src/engine/base/json/value';

describe('reading JSON', () => {
  it('reads what the built-in reader reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(readJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('reads what only Python writes', () => {
    expect(readJson('[NaN, Infinity, -Infinity]')).toEqual([NaN, Infinity, -Infinity]);
  });

  it('keeps __proto__ and constructor as plain keys', () => {
    const value = readJson('{"__proto__": {"polluted": 1}, "constructor": 2}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['{"a": 1,}', 1, 9],
    ['[1,\n 2 3]', 2, 4],
    ['{"a"\n 1}', 2, 2],
    ['"a\tb"', 1, 3],
    ['"\\x"', 1, 1],
    ['01', 1, 2],
    ['[1', 1, 3],
    ['', 1, 1],
  ])('says where %j is wrong', (text, line, column) => {
    const place: unknown = expect.objectContaining({ line, column });
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'bad-json', place }));
  });

  it('refuses texts nested ten thousand levels deep, and survives them', () => {
    expect(() => parseJson('['.repeat(10_000) + ']'.repeat(10_000))).toThrow(/nested deeper/);
    expect(() => parseJson('{"a":'.repeat(10_000))).toThrow(/nested deeper/);
  });
});

describe('writing JSON', () => {
  it('lays out as Python does', () => {
    const raw = '{"a":[1,90.0,{"b":[]}],"c":{},"d":"é林"}';
    expect(renderRaw(raw, MEMORY_STYLE)).toBe(
      '{\n    "a": [\n        1,\n        90.0,\n        {\n            "b": []\n        }\n    ],\n    "c": {},\n    "d": "é林"\n}',
    );
    expect(renderRaw(raw, CONFIG_STYLE)).toContain('\n  "a": [\n    1,');
  });

  it('reads back what it lays out', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readJson(renderRaw(text, MEMORY_STYLE))).toEqual(readJson(text));
        expect(detectStyle(renderRaw(`{"k": ${text}}`, CONFIG_STYLE))).toEqual(CONFIG_STYLE);
      }),
    );
  });

  it('spells numbers as Python does', () => {
    expect(toRaw([1e-7, 1.5e300, -0, NaN, 3])).toBe('[1e-07, 1.5e+300, -0.0, NaN, 3]');
  });
});

describe('changing one value', () => {
  const path = fc.constantFrom(['a'], ['b', 'c'], ['b', 'new'], ['list', 0], ['list', 2]);
  const text = '{\n  "a" : 1.0,\n  "b": {"c": [NaN], "d": 2},\n  "list": [1, 2]\n}';

  it('changes that value and no other', () => {
    fc.assert(
      fc.property(path, fc.json(), (at, raw) => {
        const changed = applySplice(text, setValue(text, at, raw));
        const expected = structuredClone(JSON.parse(text.replace('NaN', '"NaN"'))) as Record<string, unknown>;
        let parent: Record<string, unknown> = expected;
        for (const step of at.slice(0, -1)) parent = parent[step] as Record<string, unknown>;
        parent[at.at(-1)!] = JSON.parse(raw);
        const back = JSON.parse(changed.replace('[NaN]', '["NaN"]')) as unknown;
        expect(back).toEqual(expected);
      }),
    );
  });

  it.each([
    ['{"a": 1, "b": 2}', ['a'], '{"b": 2}'],
    ['{"a": 1, "b": 2}', ['b'], '{"a": 1}'],
    ['{\n  "a": 1\n}', ['a'], '{}'],
    ['[1, 2, 3]', [1], '[1, 3]'],
  ])('takes a member out of %j', (before, at, after) => {
    expect(applySplice(before, removeValue(before, at)!)).toBe(after);
  });
});
