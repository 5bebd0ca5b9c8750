import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectAdapterFile } from '../../../src/engine/cube/adapter/inspectAdapter';
import { sourceOfBytes } from '../../../src/engine/cube/adapter/source';
import { factorsOf, type Factors } from '../../../src/engine/parametric/lowRank/factors';
import { adapterDifference, adapterNorms } from '../../../src/engine/parametric/lowRank/measure';
import { craftAdapter, matrix, type Crafted } from './craft';

function factors(crafted: Crafted): Factors[] {
  const bytes = craftAdapter(crafted);
  return factorsOf(sourceOfBytes(bytes), inspectAdapterFile(bytes), 'a.gguf');
}

type Matrix = readonly (readonly number[])[];

/** alpha / rank · B · A, formed. */
function product(a: Matrix, b: Matrix, alpha: number): number[] {
  return b.flatMap((row) =>
    a[0]!.map(
      (_, column) =>
        (alpha / a.length) *
        row.reduce((sum, value, k) => sum + Math.fround(value) * Math.fround(a[k]![column]!), 0),
    ),
  );
}

const norm = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, value, at) => sum + value * y[at]!, 0);

const size = fc.integer({ min: 1, max: 9 });
const shape = fc
  .record({ inputs: size, outputs: size, seed: fc.nat(1e6), alpha: fc.integer({ min: 1, max: 32 }) })
  .chain((each) => {
    const rank = fc.integer({ min: 1, max: Math.min(each.inputs, each.outputs) });
    return fc.record({
      r1: rank,
      r2: rank,
      ...Object.fromEntries(Object.entries(each).map(([k, v]) => [k, fc.constant(v)])),
    });
  }) as fc.Arbitrary<{
  inputs: number;
  outputs: number;
  seed: number;
  alpha: number;
  r1: number;
  r2: number;
}>;

describe('norms and differences without the products', () => {
  it('are those of the products, for ranks that differ too', async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ({ inputs, outputs, seed, alpha, r1, r2 }) => {
        const one = { a: matrix(r1, inputs, seed), b: matrix(outputs, r1, seed + 1) };
        const two = { a: matrix(r2, inputs, seed + 2), b: matrix(outputs, r2, seed + 3) };
        const module = 'blk.0.attn_q';
        const [p, q] = [product(one.a, one.b, alpha), product(two.a, two.b, 2)];
        const left = factors({ alpha, pairs: [{ module, ...one }] });
        const right = factors({ alpha: 2, pairs: [{ module, ...two }] });
        expect((await adapterNorms(left)).total).toBeCloseTo(norm(p), 6);
        const found = await adapterDifference(left, right);
        expect(found.difference).toBeCloseTo(norm(p.map((value, at) => value - q[at]!)), 5);
        if (norm(p) > 1e-3 && norm(q) > 1e-3)
          expect(found.cosine).toBeCloseTo(dot(p, q) / norm(p) / norm(q), 5);
      }),
      { numRuns: 200 },
    );
  });

  it('are the same when the matrices are read in many blocks', async () => {
    const [a, b] = [matrix(40, 2000, 3), matrix(900, 40, 4)];
    const { total, layers } = await adapterNorms(factors({ pairs: [{ module: 'blk.3.ffn_up', a, b }] }));
    // The norm over the rows of B·A, one row at a time.
    let squares = 0;
    const rowsOfA = a.map((row) => Float64Array.from(row, Math.fround));
    for (const row of b) {
      const sum = new Float64Array(2000);
      for (let k = 0; k < row.length; k += 1) {
        const value = Math.fround(row[k]!);
        for (let at = 0; at < sum.length; at += 1) sum[at]! += value * rowsOfA[k]![at]!;
      }
      squares += sum.reduce((all, each) => all + each * each, 0) / 40 ** 2;
    }
    expect(total).toBeCloseTo(Math.sqrt(squares), 6);
    expect(layers).toEqual([{ layer: 3, norm: total }]);
  });

  it('sum up by layer, and half precision is read', async () => {
    const pair = (module: string, seed: number) => ({
      module,
      a: matrix(2, 6, seed),
      b: matrix(8, 2, seed + 9),
    });
    const found = await adapterNorms(
      factors({
        type: 'F16',
        pairs: [pair('blk.1.attn_q', 1), pair('blk.1.attn_v', 2), pair('blk.0.attn_v', 3)],
      }),
    );
    expect(found.modules.map(({ module, target, layer }) => [module, target, layer])).toEqual([
      ['blk.1.attn_q', 'attn_q', 1],
      ['blk.1.attn_v', 'attn_v', 1],
      ['blk.0.attn_v', 'attn_v', 0],
    ]);
    const [q, v, other] = found.modules.map((each) => each.norm!);
    expect(found.layers[0]).toEqual({ layer: 0, norm: other });
    expect(found.layers[1]!.norm).toBeCloseTo(Math.hypot(q!, v!), 12);
    expect(found.total).toBeCloseTo(Math.hypot(q!, v!, other!), 12);
  });

  it('an adapter differs from itself by nothing, from its opposite by twice its norm', async () => {
    const pair = { module: 'blk.0.attn_q', a: matrix(3, 7, 1), b: matrix(5, 3, 2) };
    const mine = factors({ pairs: [pair] });
    expect(await adapterDifference(mine, mine)).toMatchObject({
      difference: 0,
      modules: [{ difference: 0 }],
    });
    const opposite = factors({ pairs: [{ ...pair, b: pair.b.map((row) => row.map((value) => -value)) }] });
    const { a, difference, cosine } = await adapterDifference(mine, opposite);
    expect(difference).toBeCloseTo(2 * a, 10);
    expect(cosine).toBeCloseTo(-1, 10);
  });

  it('a module that only one of two has counts whole', async () => {
    const pair = (module: string) => ({ module, a: matrix(2, 4, 1), b: matrix(4, 2, 2) });
    const found = await adapterDifference(
      factors({ pairs: [pair('blk.0.attn_q')] }),
      factors({ pairs: [pair('blk.1.attn_q')] }),
    );
    const [first, second] = found.modules;
    expect(first).toMatchObject({ module: 'blk.0.attn_q', b: 0, cosine: null });
    expect(second).toMatchObject({ module: 'blk.1.attn_q', a: 0, difference: second!.b });
    expect(found.difference).toBeCloseTo(Math.hypot(first!.a, second!.b), 12);
  });

  it('refuse sizes that differ, with both; a rank above both sizes has no norm', async () => {
    const module = 'blk.0.attn_q';
    const small = factors({ pairs: [{ module, a: matrix(1, 4, 1), b: matrix(4, 1, 2) }] });
    const large = factors({ pairs: [{ module, a: matrix(1, 6, 1), b: matrix(4, 1, 2) }] });
    await expect(adapterDifference(small, large)).rejects.toMatchObject({
      code: 'bad-argument',
      message: 'blk.0.attn_q is 4 × 4 in one adapter and 6 × 4 in the other.',
    });
    const odd = factors({ pairs: [{ module, a: matrix(9, 2, 1), b: matrix(2, 9, 2) }] });
    expect((await adapterNorms(odd)).modules[0]!.norm).toBeNull();
  });

  it('hears a cancellation', async () => {
    const pairs = factors({ pairs: [{ module: 'blk.0.attn_q', a: matrix(1, 4, 1), b: matrix(4, 1, 2) }] });
    await expect(adapterNorms(pairs, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
