import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectAdapterFile } from '../../../src/engine/cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../../src/engine/cube/adapter/source';
import type { GgufField } from '../../../src/engine/parametric/gguf/ggufWriter';
import { readBaseModel } from '../../../src/engine/parametric/files/baseModel';
import { adapterFaults, baseMismatches, requireFit } from '../../../src/engine/parametric/files/mismatches';
import { craftAdapter, matrix } from './craft';
import { PEFT, TINY } from './fixtures';

const base = readBaseModel(TINY);
const pair = (module: string, inputs: number, outputs: number) => ({
  module,
  a: matrix(2, inputs, 1),
  b: matrix(outputs, 2, 2),
});
const fitting = { pairs: [pair('blk.0.attn_q', 64, 64), pair('blk.1.attn_k', 64, 32)] };
const messages = (bytes: Uint8Array): string[] =>
  baseMismatches(inspectAdapterFile(bytes), base).map(({ message }) => message);

describe('a base model', () => {
  it('tells what an adapter must agree with', () => {
    expect(base).toMatchObject({ architecture: 'llama', layers: 2, heads: 4, keyValueHeads: 2 });
    expect(base.tensors.get('blk.0.attn_k.weight')).toEqual([64, 32]);
  });

  it('is refused when it is an adapter', () => {
    expect(() => readBaseModel(join(PEFT, 'plain.lora.gguf'))).toThrow(/no GGUF model/);
  });
});

describe('an adapter that fits', () => {
  it('has nothing against it', () => {
    expect(messages(craftAdapter(fitting))).toEqual([]);
    const file = join(PEFT, 'plain.lora.gguf');
    expect(
      baseMismatches(
        withAdapterFile(file, (source) => inspectAdapterFile(source)),
        base,
      ),
    ).toEqual([]);
  });
});

describe('a wrong base is told with the numbers of both', () => {
  it.each([
    ['inputs', pair('blk.0.attn_q', 48, 64), /attn_q\.weight with 48 inputs; in \S+ it has 64/i],
    ['outputs', pair('blk.0.attn_q', 64, 96), /attn_q\.weight with 96 outputs; in \S+ it has 64/i],
    ['a layer', pair('blk.7.attn_q', 64, 64), /no blk\.7\.attn_q\.weight in \S+, which has 2 layers/i],
    ['a module', pair('blk.0.attn_x', 64, 64), /no blk\.0\.attn_x\.weight/],
  ])('%s', (_, odd, message) => {
    expect(messages(craftAdapter({ pairs: [odd] }))).toContainEqual(expect.stringMatching(message));
  });

  it('an architecture', () => {
    const field: GgufField = { key: 'general.architecture', type: 'string', value: 'qwen2' };
    expect(messages(craftAdapter({ ...fitting, fields: [field] }))).toEqual([
      expect.stringMatching(/for qwen2 models, \S+ is a llama model/i),
    ]);
  });

  it('is one error, with how many more there are', () => {
    const report = inspectAdapterFile(craftAdapter({ pairs: [pair('blk.7.attn_q', 64, 64)] }));
    expect(() => requireFit(report, base, 'x.gguf')).toThrow(/\(1 more\)$/);
  });
});

describe('what llama.cpp would stumble over never reaches it', () => {
  const faults = (bytes: Uint8Array): string[] =>
    adapterFaults(inspectAdapterFile(bytes)).map(({ message }) => message);
  it.each([
    [{ key: 'adapter.lora.alpha', type: 'uint32', value: 4 }, /alpha is of type uint32, not float32/],
    [{ key: 'general.architecture', type: 'uint32', value: 4 }, /architecture is of type uint32/],
    [{ key: 'adapter.type', type: 'string', value: 'dora' }, /type dora/],
    [{ key: 'general.alignment', type: 'string', value: 'x' }, /power of two/],
  ] as const)('%j', (field, message) => {
    const bytes = craftAdapter({ ...fitting, fields: [field] });
    const told = (() => {
      try {
        return faults(bytes);
      } catch (error) {
        return [(error as Error).message];
      }
    })();
    expect(told).toContainEqual(expect.stringMatching(message));
  });

  it('a name beyond 63 bytes, one matrix of two, the same tensor twice, a model', () => {
    expect(faults(craftAdapter({ pairs: [pair(`blk.0.${'q'.repeat(60)}`, 4, 4)] }))[0]).toMatch(
      /more than 63 bytes/,
    );
    const lone = Buffer.from(
      craftAdapter(fitting).toString('latin1').replace('.lora_b', '.lora_x'),
      'latin1',
    );
    expect(faults(lone)).toContainEqual(
      expect.stringMatching(/only one of its two|no matrix of a LoRA pair/),
    );
    expect(faults(craftAdapter({ pairs: [fitting.pairs[0]!, fitting.pairs[0]!] }))).toContainEqual(
      expect.stringMatching(/occurs twice/),
    );
    const model = withAdapterFile(TINY, (source) => inspectAdapterFile(source));
    expect(adapterFaults(model)).toEqual([{ tensor: null, message: 'This file is no GGUF adapter.' }]);
  });
});
