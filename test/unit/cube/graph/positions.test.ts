import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  formatPositions,
  mergePositions,
  MOST_POSITIONS,
  parsePositions,
} from '../../../../src/engine/cube/graph/positions';

const places = fc.dictionary(
  fc.string(),
  fc.tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: -99999, max: 99999 })),
);

it('reads what it has written', () => {
  fc.assert(
    fc.property(places, (positions) => {
      const back = parsePositions(formatPositions(positions));
      expect(Object.entries(back).sort()).toEqual(Object.entries(positions).sort());
    }),
  );
});

it('keeps the places that are right, whatever else the file holds', () => {
  const text =
    '{"positions": {"a": [1.26, -2], "b": [1], "c": [NaN, 1], "d": "x", "e": [1e9, 0], "__proto__": [3, 4]}}';
  expect(Object.entries(parsePositions(text))).toEqual([
    ['a', [1.3, -2]],
    ['__proto__', [3, 4]],
  ]);
  for (const bad of ['', 'x', '[]', 'null', '{"positions": 3}', '{"positions": {"a": ']) {
    expect(Object.keys(parsePositions(bad))).toEqual([]);
  }
});

it('new places win, and those of memories that are gone go', () => {
  const merged = mergePositions({ a: [1, 1], b: [2, 2] }, { b: [3, 3], c: [4, 4] }, (key) => key !== 'a');
  expect({ ...merged }).toEqual({ b: [3, 3], c: [4, 4] });
});

it('stays within its bounds', () => {
  const many = Object.fromEntries(
    Array.from({ length: MOST_POSITIONS + 5 }, (_, n) => [`m${n}`, [n, n] as const]),
  );
  const kept = mergePositions({}, many);
  expect(Object.keys(kept)).toHaveLength(MOST_POSITIONS);
  expect(kept['m0']).toBeUndefined();
});
