import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../../src/engine/base/errors';
import { inspectAdapterFile } from '../../../../src/engine/cube/adapter/inspectAdapter';
import { fixture, ggufText, join64, refusal, safetensors } from './craft';

const huge = 2n ** 62n;
/** Version 3 with no tensors and one metadata entry of this type and content. */
const entry = (type: number, ...rest: readonly (number | bigint | string | Uint8Array)[]) =>
  join64('GGUF', 3, 0n, 1n, ggufText('key'), type, ...rest, new Uint8Array(64));

describe('a GGUF header that lies is refused with its offset', () => {
  it.each([
    ['cut after the magic', join64('GGUF'), 4, /ends here/],
    ['version 1', join64('GGUF', 1, 0, 0), 4, /version 1/],
    ['tensors', join64('GGUF', 3, huge, 0n), 8, /tensors announced/],
    ['entries', join64('GGUF', 3, 0n, huge), 16, /metadata entries announced/],
    ['key length', join64('GGUF', 3, 0n, 1n, huge, new Uint8Array(64)), 24, /bytes of text/],
    ['text length', entry(8, huge), 39, /bytes of text/],
    ['array length', entry(9, 4, huge), 43, /items of type uint32/],
    ['array of texts', entry(9, 8, 1000n), 43, /items of type string/],
    ['arrays in arrays', entry(9, 9, 1n, 9, 1n, 9, 1n, 9, 1n), 75, /nested/],
    ['an unknown type', entry(13), 35, /type 13/],
    ['a truth value of 7', entry(7, Uint8Array.of(7)), 39, /truth value of 7/],
    ['alignment', join64('GGUF', 3, 0n, 1n, ggufText('general.alignment'), 4, 3), 57, /power of two/],
    ['dimensions', join64('GGUF', 3, 1n, 0n, ggufText('t'), 9, 0, 0n, 0n, 0n, 0n), 33, /9 dimensions/],
    [
      'a shape beyond numbers',
      join64('GGUF', 3, 1n, 0n, ggufText('t'), 1, huge, 0, 0n),
      37,
      /Impossible size/,
    ],
    [
      'a shape beyond the file',
      join64('GGUF', 3, 1n, 0n, ggufText('t'), 1, 1000n, 0, 0n),
      24,
      /ends at byte 4064/,
    ],
    [
      'an offset beyond the file',
      join64('GGUF', 3, 1n, 0n, ggufText('t'), 1, 0n, 0, 4096n),
      24,
      /ends at byte 4160/,
    ],
    ['half a block', join64('GGUF', 3, 1n, 0n, ggufText('t'), 1, 33n, 2, 0n), 24, /blocks of 32/],
  ])('%s', (_, bytes, offset, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe('bad-adapter');
    expect(error.message).toMatch(message);
    expect(error.place).toEqual({ file: 'x.adapter', offset });
  });

  it('a big-endian file is read', () => {
    const bytes = join64('GGUF', new Uint8Array([0, 0, 0, 3]), 0n, 0n);
    expect(inspectAdapterFile(bytes).gguf).toMatchObject({ version: 3, littleEndian: false });
  });
});

describe('a safetensors header that lies is refused with its offset', () => {
  const tensor = (dtype: unknown, shape: unknown, ...offsets: unknown[]) => ({
    t: { dtype, shape, data_offsets: offsets },
  });
  it.each([
    ['its length', join64(huge, '{"a":1}'), 0, /bytes of header announced/],
    ['cut JSON', safetensors('{"t":'), 8, /no JSON/],
    [
      'JSON 100,000 levels deep',
      safetensors(`{"t":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
      9,
      /not described/,
    ],
    ['an unknown type', safetensors(tensor('F128', [1], 0, 16), 16), 9, /no known type/],
    ['a type named constructor', safetensors(tensor('constructor', [1], 0, 1), 1), 9, /no known type/],
    ['a negative size', safetensors(tensor('U8', [-1], 0, 1), 1), 9, /no usable shape/],
    ['a shape beyond numbers', safetensors(tensor('U8', [1e15, 1e15], 0, 1), 1), 9, /impossible shape/],
    ['a size unlike its shape', safetensors(tensor('F32', [2], 0, 4), 4), 9, /takes 4 bytes/],
    ['data beyond the file', safetensors(tensor('F32', [2], 0, 8), 4), 9, /the file at/],
    ['a gap before a tensor', safetensors(tensor('U8', [2], 2, 4), 4), 9, /instead of/],
    ['data of no tensor', safetensors(tensor('U8', [2], 0, 2), 4), 63, /belong to no tensor/],
    ['metadata that is no text', safetensors({ __metadata__: { a: 1 } }), 9, /not text/],
  ])('%s', (_, bytes, offset, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe('bad-adapter');
    expect(error.message).toMatch(message);
    expect(error.place?.offset).toBe(offset);
  });

  it('overlapping tensors', () => {
    const part = { dtype: 'U8', shape: [2], data_offsets: [0, 2] };
    expect(refusal(safetensors({ a: part, b: part }, 2)).message).toMatch(/Tensor b starts/);
  });
});

describe('a damaged file', () => {
  const files = ['lora.gguf', 'model.gguf', 'peft.safetensors'].map((name) => fixture(`adapter/${name}`));

  /** Reads or properly refuses, and never asks the source for more than the file or 16 MiB at once. */
  function survives(bytes: Uint8Array): 'read' | 'refused' {
    try {
      const report = inspectAdapterFile({
        size: bytes.byteLength,
        pread(offset, length) {
          expect(offset + length).toBeLessThanOrEqual(bytes.byteLength);
          return bytes.subarray(offset, offset + length);
        },
      });
      expect(JSON.stringify(report).length).toBeLessThan(bytes.byteLength * 16 + 4096);
      return 'read';
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      expect(error.code).toBe('bad-adapter');
      expect(error.place?.offset).toBeLessThanOrEqual(bytes.byteLength);
      return 'refused';
    }
  }

  it('cut at any byte is refused, or was cut before it said what it is', () => {
    for (const bytes of files) {
      for (let end = 0; end < bytes.byteLength; end += 1) {
        const cut = survives(bytes.subarray(0, end));
        if (end > 9) expect(cut).toBe('refused');
      }
    }
  });

  it('10,000 random mutations are read or refused', () => {
    const mutation = fc.record({
      file: fc.nat(files.length - 1),
      edits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(mutation, ({ file, edits }) => {
        const bytes = Uint8Array.from(files[file] ?? []);
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        survives(bytes);
      }),
      { numRuns: 10_000 },
    );
  });
});
