import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dumpsAscii, dumpsIndented, float, pythonFloat } from '../../../bench/lib/pythonJson';

describe('JSON as Python writes it', () => {
  // The right-hand sides are what Python 3.11 prints for repr() of the left.
  it.each([
    [90, '90.0'],
    [0.99, '0.99'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [0.00001234, '1.234e-05'],
    [-0.000001, '-1e-06'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [-0.008636333048343658, '-0.008636333048343658'],
  ])('float %d', (value, expected) => {
    expect(pythonFloat(value)).toBe(expected);
  });

  it('any finite float reads back as itself and shows that it is a float', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const written = pythonFloat(value);
        expect(Number(written)).toBe(value);
        expect(written).toMatch(/[.e]/);
      }),
    );
  });

  it('one line has spaces after commas and colons and only ASCII', () => {
    expect(dumpsAscii({ a: [1, float(2)], b: '莲😀' })).toBe(
      String.raw`{"a": [1, 2.0], "b": "\u83b2\ud83d\ude00"}`,
    );
  });

  it('indented text keeps non-ASCII and writes empty lists on one line', () => {
    expect(dumpsIndented({ a: [], b: { c: '莲' } })).toBe(
      '{\n    "a": [],\n    "b": {\n        "c": "莲"\n    }\n}',
    );
  });
});
