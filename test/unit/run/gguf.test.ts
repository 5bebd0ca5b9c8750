import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectMemoryFile } from '../../../src/engine/cube/inspect/inspectMemoryFile';
import type * as GgufWriter from '../../run/lib/ggufWriter.js';
import type * as Half from '../../run/lib/half.js';
import type * as Paths from '../../run/lib/paths.js';

const require = createRequire(import.meta.url);
const { dequantise, quantise } = require('../../run/lib/ggufWriter.js') as typeof GgufWriter;
const { halfBits, halfValue } = require('../../run/lib/half.js') as typeof Half;
const { embedderModel } = require('../../run/lib/paths.js') as typeof Paths;

describe('halves', () => {
  test('every half is the nearest to itself', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfValue(bits);
      if (!Number.isNaN(value)) expect(halfBits(value), `bits ${bits}`).toBe(bits);
    }
  });

  test('no half is nearer than the one chosen, and of two as near the even one is', () => {
    fc.assert(
      fc.property(fc.float({ min: -65519, max: 65519, noNaN: true }), (value) => {
        const bits = halfBits(value);
        const off = Math.abs(halfValue(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          const otherOff = Math.abs(halfValue(other & 0xffff) - value);
          if (!(otherOff >= off)) return Number.isNaN(otherOff);
          if (otherOff === off && (bits & 1) !== 0) return false;
        }
        return true;
      }),
    );
  });

  test('too large is infinite, no number stays none', () => {
    expect(halfBits(65519.99)).toBe(0x7bff);
    expect(halfBits(65520)).toBe(0x7c00);
    expect(halfBits(-1e9)).toBe(0xfc00);
    expect(halfValue(halfBits(NaN))).toBeNaN();
  });
});

test('quantised numbers are off by at most half a step of their block', () => {
  const floats = fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(floats, (numbers) => {
      const largest = Math.max(...numbers.map(Math.abs));
      const back = dequantise(quantise(Float32Array.from(numbers)));
      // The step itself is rounded to a half, 11 bits.
      const bound = (largest / 127) * 0.5 + largest * 2 ** -11 + 2 ** -18;
      return numbers.every((number, i) => Math.abs(number - (back[i] ?? NaN)) <= bound);
    }),
  );
});

test('the converted model is whole by our own reader of GGUF', async () => {
  expect(existsSync(embedderModel), 'run: node test/run/models.js').toBe(true);
  const { report } = await inspectMemoryFile(embedderModel);
  expect(report).toMatchObject({ form: 'gguf-model', problems: [{ code: 'not-an-adapter' }] });
  const text = JSON.stringify(report);
  for (const name of ['token_embd.weight', 'blk.5.layer_output_norm.bias', 'bert.pooling_type']) {
    expect(text).toContain(name);
  }
});
