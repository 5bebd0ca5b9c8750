import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16, float16Bits } from '../../../src/engine/base/halfFloat';
import { inspectAdapterFile } from '../../../src/engine/cube/adapter/inspectAdapter';
import { sourceOfBytes } from '../../../src/engine/cube/adapter/source';
import { readValues, valuesOf } from '../../../src/engine/cube/adapter/tensorValues';
import { ggufPieces, type GgufField, type GgufTensor } from '../../../src/engine/parametric/gguf/ggufWriter';

const field: fc.Arbitrary<GgufField> = fc.oneof(
  fc.record({
    key: fc.string(),
    type: fc.constant('string' as const),
    value: fc.string({ unit: 'grapheme' }),
  }),
  fc.record({ key: fc.string(), type: fc.constant('uint32' as const), value: fc.nat(0xffffffff) }),
  fc.record({
    key: fc.string(),
    type: fc.constant('float32' as const),
    value: fc.float({ noNaN: true, noDefaultInfinity: true }),
  }),
);
const tensor = fc
  .record({
    name: fc.stringMatching(/^[a-z0-9._]{1,40}$/),
    type: fc.constantFrom('F32', 'F16'),
    shape: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
    seed: fc.nat(2000),
  })
  .map(({ name, type, shape, seed }): GgufTensor & { numbers: Float32Array } => {
    const size = shape.reduce((product, length) => product * length, 1);
    const numbers = Float32Array.from({ length: size }, (_, at) => ((at * 31 + seed) % 2048) - 1024);
    return { name, type, shape, numbers, values: () => [numbers.subarray(0, 3), numbers.subarray(3)] };
  });

describe('what is written', () => {
  it('is read back as it was, each tensor aligned', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(field, { selector: ({ key }) => key, maxLength: 6 })
          .filter((all) => all.every(({ key }) => key !== 'general.alignment')),
        fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 5 }),
        (fields, tensors) => {
          const bytes = Buffer.concat([...ggufPieces(fields, tensors)]);
          const report = inspectAdapterFile(bytes);
          expect(report.gguf?.metadata).toEqual(fields.map(({ key, type, value }) => ({ key, type, value })));
          expect(report.problems.filter(({ code }) => code === 'unaligned')).toEqual([]);
          expect(bytes.length % 32).toBe(0);
          tensors.forEach(({ name, type, shape, numbers }, at) => {
            const found = report.tensors![at]!;
            expect(found).toMatchObject({ name, dtype: type, shape });
            expect(readValues(sourceOfBytes(bytes), found, 0, valuesOf(found))).toEqual(numbers);
          });
        },
      ),
    );
  });
});

describe('half precision', () => {
  it('keeps every half as it is', () => {
    for (let bits = 0; bits < 0x10000; bits += 1) {
      const value = float16(bits);
      if (!Number.isNaN(value)) expect(float16Bits(value)).toBe(bits);
    }
    expect(float16(float16Bits(NaN))).toBeNaN();
  });

  it('rounds to the nearest, ties to even', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = float16Bits(value);
        const gap = Math.abs(float16(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          if ((neighbour & 0x7fff) > 0x7bff || neighbour < 0 || (neighbour ^ bits) & 0x8000) continue;
          const other = Math.abs(float16(neighbour) - value);
          expect(gap).toBeLessThanOrEqual(other);
          if (gap === other) expect(bits & 1).toBe(0);
        }
      }),
      { numRuns: 2000 },
    );
    expect([65519, 65520].map((value) => float16(float16Bits(value)))).toEqual([65504, Infinity]);
  });
});
