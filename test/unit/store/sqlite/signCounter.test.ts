import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SignCounter } from '../../../../src/engine/store/sqlite/signCounter';

const differing = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, at) => sum + [...(byte ^ b[at]!).toString(2)].filter((bit) => bit === '1').length, 0);

test('distances are the numbers of bits that differ, whatever the length of the codes', () => {
  const lists = fc.integer({ min: 1, max: 40 }).chain((bytes) => {
    const code = fc.uint8Array({ minLength: bytes, maxLength: bytes });
    return fc.tuple(fc.constant(bytes), code, fc.array(code, { maxLength: 30 }));
  });
  fc.assert(
    fc.property(lists, ([bytes, question, codes]) => {
      const counter = new SignCounter(bytes);
      codes.forEach((code, at) => counter.set(at, code));
      const { each, histogram } = counter.measure(question, codes.length);
      const expected = codes.map((code) => differing(code, question));
      expect([...each]).toEqual(expected);
      const counted = Array.from(histogram, (_, distance) => expected.filter((d) => d === distance).length);
      expect([...histogram]).toEqual(counted);
    }),
  );
});

test('codes stay as they are while the memory grows, and one can take the place of another', () => {
  const counter = new SignCounter(4);
  const code = (n: number) => Uint8Array.of(n & 255, (n >> 8) & 255, 0, 0);
  for (let place = 0; place < 50_000; place++) counter.set(place, code(place));
  counter.copy(49_999, 7);
  const { each } = counter.measure(code(0), 50_000);
  expect([each[1], each[3], each[255], each[7]]).toEqual([1, 2, 8, differing(code(49_999), code(0))]);
  expect(counter.measure(code(0), 2).histogram[0]).toBe(1);
});
