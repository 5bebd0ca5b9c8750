import { describe, expect, it } from 'vitest';
import { inspectAdapterFile } from '../../../../src/engine/cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../../../src/engine/cube/adapter/source';
import { fixture, fixturePath, safetensors } from './craft';

describe('a GGUF LoRA adapter', () => {
  const report = inspectAdapterFile(fixture('adapter/lora.gguf'));

  it('tells rank, alpha, targets and base model', () => {
    expect(report.form).toBe('gguf-adapter');
    expect(report.problems).toEqual([]);
    expect(report.gguf).toMatchObject({
      version: 3,
      type: 'adapter',
      architecture: 'llama',
      littleEndian: true,
    });
    expect(report.lora).toMatchObject({
      rank: 4,
      ranks: [4],
      alpha: 8,
      scale: 2,
      targets: ['attn_q', 'attn_v'],
      layers: 2,
      baseModel: 'SmolLM2 135M Instruct',
      parameters: 2 * (4 * 16 + 16 * 4 + 4 * 16 + 8 * 4),
    });
    expect(report.lora?.pairs[1]).toEqual({
      module: 'blk.0.attn_v',
      target: 'attn_v',
      layer: 0,
      rank: 4,
      a: [16, 4],
      b: [4, 8],
    });
  });

  it('lists tensors with their place in the file', () => {
    expect(report.tensors).toHaveLength(8);
    expect(report.tensors?.[0]).toEqual({
      name: 'blk.0.attn_q.weight.lora_a',
      dtype: 'F32',
      shape: [16, 4],
      offset: report.gguf?.dataOffset,
      bytes: 256,
    });
    expect(report.tensors?.[1]).toMatchObject({ dtype: 'F16', bytes: 128 });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('a GGUF model', () => {
  const report = inspectAdapterFile(fixture('adapter/model.gguf'));

  it('is said to be no adapter', () => {
    expect(report).toMatchObject({ form: 'gguf-model', problems: [{ code: 'not-an-adapter' }] });
    expect(report.lora).toBeUndefined();
  });

  it.each([
    ['u8', 'uint8', 8],
    ['i8', 'int8', -8],
    ['u16', 'uint16', 16],
    ['i16', 'int16', -16],
    ['u32', 'uint32', 32],
    ['i32', 'int32', -32],
    ['f32', 'float32', 0.5],
    ['bool', 'bool', true],
    ['string', 'string', '绿茶'],
    ['u64', 'uint64', String(2n ** 60n)],
    ['i64', 'int64', String(-(2n ** 60n))],
    ['f64', 'float64', 0.25],
  ])('metadata of type %s', (key, type, value) => {
    expect(report.gguf?.metadata).toContainEqual({ key: `test.${key}`, type, value });
  });

  it('shows the first items of arrays and their length', () => {
    const find = (key: string) => report.gguf?.metadata.find((entry) => entry.key === key);
    expect(find('test.strings')).toMatchObject({ type: 'array of string', length: 40 });
    expect(find('test.strings')?.value).toEqual(Array.from({ length: 16 }, (_, n) => `token ${n}`));
    expect(find('test.numbers')).toMatchObject({
      length: 40,
      value: Array.from({ length: 16 }, (_, n) => n),
    });
    expect(find('test.nested')).toEqual({
      key: 'test.nested',
      type: 'array of array',
      length: 2,
      value: [[1, 2], [3]],
    });
  });
});

describe('safetensors', () => {
  it('as PEFT saves an adapter', () => {
    const report = inspectAdapterFile(fixture('adapter/peft.safetensors'));
    expect(report).toMatchObject({
      form: 'peft-safetensors',
      problems: [],
      safetensors: { metadata: { format: 'pt' } },
    });
    expect(report.lora).toMatchObject({
      rank: 4,
      alpha: null,
      scale: null,
      targets: ['q_proj', 'v_proj'],
      layers: 2,
    });
    expect(report.lora?.pairs).toHaveLength(4);
    expect(report.lora?.pairs.find(({ target }) => target === 'v_proj')).toMatchObject({
      a: [4, 16],
      b: [8, 4],
    });
  });

  it('without any LoRA matrix', () => {
    const report = inspectAdapterFile(fixture('adapter/plain.safetensors'));
    expect(report).toMatchObject({ form: 'safetensors', problems: [{ code: 'not-an-adapter' }] });
    expect(report.tensors).toEqual([{ name: 'weight', dtype: 'F16', shape: [2, 3], offset: 72, bytes: 12 }]);
  });

  it('keeps names like __proto__ as names', () => {
    const tensor = '{"dtype":"U8","shape":[1],"data_offsets":[0,1]}';
    const report = inspectAdapterFile(
      safetensors(`{"__metadata__":{"__proto__":"x"},"__proto__":${tensor}}`, 1),
    );
    expect(report.tensors?.map(({ name }) => name)).toEqual(['__proto__']);
    expect(JSON.stringify(report.safetensors?.metadata)).toBe('{"__proto__":"x"}');
  });

  it('says which pair lacks a half, and ranks that differ', () => {
    const one = (n: number, shape: number[], at: number) => ({
      dtype: 'U8',
      shape,
      data_offsets: [at, at + n],
    });
    const report = inspectAdapterFile(
      safetensors(
        {
          'a.q.lora_A.weight': one(2, [1, 2], 0),
          'a.q.lora_B.weight': one(2, [2, 1], 2),
          'a.k.lora_A.weight': one(4, [2, 2], 4),
          'a.k.lora_B.weight': one(4, [2, 2], 8),
          'a.v.lora_A.weight': one(2, [1, 2], 12),
        },
        14,
      ),
    );
    expect(report.lora).toMatchObject({ rank: null, ranks: [1, 2], targets: ['k', 'q'] });
    expect(report.problems.map(({ code }) => code)).toEqual(['odd-pair', 'mixed-ranks']);
  });
});

describe('what is neither', () => {
  it("MemOS's placeholder, shipped and dumped", () => {
    const shipped = inspectAdapterFile(fixture('cubes/mem_cube_2/parametric_memory.adapter'));
    expect(shipped).toMatchObject({ form: 'placeholder', fileBytes: 119 });
    expect(shipped.text).toMatch(/LoRA adapter/);
    expect(inspectAdapterFile(Buffer.from('Placeholder')).form).toBe('placeholder');
  });

  it('an empty file', () => {
    expect(inspectAdapterFile(new Uint8Array(0))).toMatchObject({ form: 'empty', fileBytes: 0 });
  });

  it('other text, also when the first 4 KiB end inside a character', () => {
    expect(inspectAdapterFile(Buffer.from(`x${'茶'.repeat(3000)}`)).form).toBe('text');
    expect(inspectAdapterFile(Buffer.from('abcdefgh{"json": "by chance"}')).form).toBe('text');
  });

  it('a Git LFS pointer', () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n';
    expect(inspectAdapterFile(Buffer.from(pointer))).toMatchObject({
      form: 'lfs-pointer',
      lfs: { oid: 'sha256:4d7a2146', size: 12_345 },
    });
  });

  it.each([
    [[0x50, 0x4b, 3, 4, 0, 0], /zip archive/],
    [[0x80, 2, 0, 0], /pickle/],
  ])('an unknown file, by its first bytes (%j)', (bytes, guess) => {
    const report = inspectAdapterFile(Uint8Array.from(bytes));
    expect(report.form).toBe('unknown');
    expect(report.firstBytes?.hex).toBe(Buffer.from(bytes).toString('hex'));
    expect(report.firstBytes?.looksLike).toMatch(guess);
  });
});

describe('reading', () => {
  it('touches only the header, in small pieces', () => {
    const bytes = fixture('adapter/lora.gguf');
    const size = 10 * 2 ** 30;
    let read = 0;
    const report = inspectAdapterFile({
      size,
      pread(offset, length) {
        read += length;
        const piece = new Uint8Array(length);
        piece.set(bytes.subarray(offset, offset + length));
        return piece;
      },
    });
    expect(report).toMatchObject({ form: 'gguf-adapter', fileBytes: size });
    expect(read).toBeLessThan(80_000);
  });

  it('gives the same from a file as from bytes', () => {
    for (const name of ['lora.gguf', 'model.gguf', 'peft.safetensors']) {
      const path = fixturePath(`adapter/${name}`);
      expect(withAdapterFile(path, (source) => inspectAdapterFile(source))).toEqual(
        inspectAdapterFile(fixture(`adapter/${name}`)),
      );
    }
  });

  it('says when a file cannot be opened or is a folder', () => {
    for (const path of [fixturePath('adapter/none'), fixturePath('adapter')]) {
      expect(() => withAdapterFile(path, (source) => inspectAdapterFile(source))).toThrow(
        expect.objectContaining({ code: 'io' }),
      );
    }
  });

  it('stops when the caller gave up', () => {
    const signal = AbortSignal.abort();
    expect(() => inspectAdapterFile(fixture('adapter/lora.gguf'), { signal })).toThrow(/abort/i);
  });
});
