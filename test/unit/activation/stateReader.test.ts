import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeState } from '../../../src/engine/activation/state/inspectState';
import { mapState } from '../../../src/engine/activation/state/mapState';
import { stateOfBytes, withStateFile } from '../../../src/engine/activation/state/stateSource';
import { StudioError } from '../../../src/engine/base/errors';
import { layoutOf, patched, stateFixture } from './stateFixture';

const f16 = stateFixture('f16.bin');
const mapOf = async (bytes: Uint8Array, buckets = 48) =>
  mapState(stateOfBytes(bytes), await layoutOf(bytes), { buckets });

describe('a state that llama.cpp wrote', () => {
  it.each([
    ['f16.bin', 'F16', 1, false, 768],
    ['f16-transposed-2-slots.bin', 'F16', 2, true, 768],
    ['q8_0.bin', 'Q8_0', 1, false, 408],
    ['q4_0.bin', 'Q4_0', 1, false, 216],
  ] as const)('%s is described', async (name, type, streams, transposed, bytes) => {
    const file = stateFixture(name);
    const report = describeState(await layoutOf(file));
    expect(report).toMatchObject({ version: 3, tokens: 2, fileBytes: file.length });
    expect(report.caches).toHaveLength(1);
    expect(report.caches[0]).toMatchObject({
      streams,
      cells: 2,
      firstPosition: 0,
      lastPosition: 1,
      transposed,
    });
    expect(report.caches[0]?.layers).toHaveLength(30);
    for (const [layer, each] of (report.caches[0]?.layers ?? []).entries()) {
      const width = { keyType: type, keyWidth: 192, valueType: type, valueWidth: 192 };
      expect(each).toEqual({ layer, ...width, bytes: 2 * bytes });
    }
  });

  it('has the tokens of the text', async () => {
    const { tokens } = await layoutOf(f16);
    expect([...tokens]).toEqual([...(await layoutOf(stateFixture('q4_0.bin'))).tokens]);
    expect(tokens).toHaveLength(2);
  });

  it.each([
    ['f16-transposed-2-slots.bin', 0.003],
    ['q8_0.bin', 0.02],
    ['q4_0.bin', 0.3],
  ])('%s holds the numbers of the half-precision one, within what its type keeps', async (name, share) => {
    const [exact, other] = [await mapOf(f16), await mapOf(stateFixture(name))];
    // Later layers see what earlier ones rounded. Before rounding keys and values llama.cpp rotates them, which
    // keeps lengths and the spread, but no single number.
    const [a, b] = [exact.layers[0], other.layers[0]];
    expect(a?.key?.std).toBeGreaterThan(0.1);
    expect(Math.abs((a?.key?.std ?? 0) - (b?.key?.std ?? 9))).toBeLessThan(share * (a?.key?.std ?? 0));
    for (const bucket of [0, 1]) {
      const [norm, close] = [a?.valueNorms[bucket] ?? 0, b?.valueNorms[bucket] ?? 9];
      expect(Math.abs(norm - close)).toBeLessThan(share * norm);
    }
  });

  it('is mapped in as many portions as asked for at most', async () => {
    expect((await mapOf(f16, 1)).buckets).toEqual([0]);
    const { buckets, layers } = await mapOf(f16);
    expect(buckets).toEqual([0, 1]);
    expect(layers).toHaveLength(30);
    expect(layers[7]).toMatchObject({ cache: 0, layer: 7, key: { nan: 0, infinite: 0 } });
    const [both, single] = [(await mapOf(f16, 1)).layers[3], layers[3]];
    const mean = ((single?.keyNorms[0] ?? 0) + (single?.keyNorms[1] ?? 0)) / 2;
    expect(both?.keyNorms[0]).toBeCloseTo(mean, 5);
  });

  it('counts numbers that are none', async () => {
    const { caches } = await layoutOf(f16);
    const bytes = f16.slice();
    const at = caches[0]?.keys[0]?.offset ?? 0;
    new DataView(bytes.buffer).setUint16(at, 0x7e00, true);
    new DataView(bytes.buffer).setUint16(at + 2, 0x7c00, true);
    const { layers } = await mapOf(bytes);
    expect(layers[0]?.key).toMatchObject({ nan: 1, infinite: 1 });
    expect(layers[0]?.keyNorms[0]).toBeNull();
    expect(layers[1]?.key).toMatchObject({ nan: 0, infinite: 0 });
  });
});

describe('what is no good state is refused in words', () => {
  // Tokens end at byte 20; then streams, cells, two cells of 12 bytes, marks at 52, the first layer at 60.
  it.each([
    ['an empty file', new Uint8Array(0), /no KV state/],
    ['a model', new TextEncoder().encode('GGUF and more of it'), /no KV state/],
    ['another version', patched(f16, 4, 9), /version 9/],
    ['tokens beyond the file', patched(f16, 8, 1 << 20), /1048576 tokens announced/],
    ['tokens beyond reason', patched(f16, 8, 0xffffffff), /tokens announced/],
    ['a negative token', patched(f16, 12, 0xffffffff), /negative/],
    ['no streams', patched(f16, 20, 0), /0 streams/],
    ['cells beyond the file', patched(f16, 24, 1 << 28), /cells announced/],
    ['a cell of two sequences', patched(f16, 32, 2), /single sequence/],
    ['no layers', patched(f16, 56, 0), /0 layers/],
    ['a negative type', patched(f16, 60, 0xffffffff), /type -1/],
    ['rows beyond the file', patched(f16, 68, 1), /beyond the end/],
    ['half a number', patched(f16, 64, 383), /383 bytes/],
    ['something behind', Uint8Array.from([...f16, 0]), /cut off|follows/],
  ])('%s', async (_, bytes, message) => {
    const error: unknown = await layoutOf(bytes).then(
      () => 'nothing',
      (each: unknown) => each,
    );
    if (!(error instanceof StudioError)) throw new Error('no StudioError');
    expect(error.code).toBe('bad-state');
    expect(error.message).toMatch(message);
    expect(error.place?.file).toBe('x.bin');
    expect(error.remedy).toBe('Build it anew from its text.');
  });

  it('every cut-off beginning of it', async () => {
    for (let length = 0; length < f16.length; length += 97) {
      await expect(layoutOf(f16.slice(0, length))).rejects.toMatchObject({ code: 'bad-state' });
    }
  });

  it('a file that is not there', async () => {
    await expect(withStateFile('/nowhere/x.bin', () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('10,000 damaged states', () => {
  const small = stateFixture('q4_0.bin');

  it('are read or refused, and never more is asked for than the file has', { timeout: 60_000 }, async () => {
    const seed = Date.now() & 0x7fffffff;
    const change = fc.array(
      fc.record({ at: fc.nat(small.length - 1), byte: fc.nat(255), head: fc.boolean() }),
      { minLength: 1, maxLength: 4 },
    );
    let read = 0;
    await fc.assert(
      fc.asyncProperty(change, fc.nat(3), fc.nat(small.length), async (changes, cut, length) => {
        const bytes = cut === 0 ? small.slice(0, length) : small.slice();
        // Half of the changes hit the beginning, where the lengths are.
        for (const { at, byte, head } of changes)
          if (bytes.length > 0) bytes[(head ? at % 160 : at) % bytes.length] = byte;
        const source = {
          ...stateOfBytes(bytes),
          read: (offset: number, count: number) => {
            if (count > bytes.length || offset < 0) throw new Error(`${count} bytes of ${bytes.length}`);
            return stateOfBytes(bytes).read(offset, count);
          },
        };
        try {
          const layout = await layoutOf(bytes);
          // The numbers of one in four are read too.
          if (cut === 1) await mapState(source, layout, { buckets: 2 });
          read += 1;
        } catch (error) {
          if (!(error instanceof StudioError) || error.code !== 'bad-state') throw error;
        }
      }),
      { numRuns: 10_000, seed },
    );
    // Damage of the numbers themselves leaves a readable file.
    expect(read, `seed ${seed}`).toBeGreaterThan(500);
  });
});
