import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectAdapterFile } from '../../../src/engine/cube/adapter/inspectAdapter';
import { readValues, valuesOf } from '../../../src/engine/cube/adapter/tensorValues';
import { sourceOfBytes } from '../../../src/engine/cube/adapter/source';
import { convertPeft } from '../../../src/engine/parametric/peft/convertPeft';
import { PEFT, TINY, useFolders } from './fixtures';

const folder = useFolders();

/** Values of every tensor of an adapter, by name. */
function valuesIn(bytes: Uint8Array): Record<string, number[]> {
  const { tensors = [] } = inspectAdapterFile(bytes);
  const source = sourceOfBytes(bytes);
  return Object.fromEntries(
    tensors.map((tensor) => [tensor.name, [...readValues(source, tensor, 0, valuesOf(tensor))]]),
  );
}

/** A copy of an adapter with other settings; a function changes them, an object replaces some. */
function copyWith(name: string, settings: object): string {
  const copy = join(folder(), name);
  cpSync(join(PEFT, name), copy, { recursive: true });
  const file = join(copy, 'adapter_config.json');
  const before = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...before, ...settings }));
  return copy;
}

describe('an adapter that PEFT saved', () => {
  it('becomes the same tensors as by the converter of llama.cpp', async () => {
    const out = join(folder(), 'plain.gguf');
    const converted = await convertPeft({ source: join(PEFT, 'plain'), base: TINY, out, name: 'Plain' });
    expect(converted).toMatchObject({ architecture: 'llama', ranks: [2], alpha: 4, pairs: 8, reordered: 4 });
    const bytes = readFileSync(out);
    const [mine, theirs] = [bytes, readFileSync(join(PEFT, 'plain.lora.gguf'))].map((each) =>
      inspectAdapterFile(each),
    );
    expect(mine).toMatchObject({
      form: 'gguf-adapter',
      problems: [],
      fileBytes: converted.bytes,
      gguf: { name: 'Plain' },
    });
    expect(valuesIn(bytes)).toEqual(valuesIn(readFileSync(join(PEFT, 'plain.lora.gguf'))));
    const shapes = (report: typeof mine) =>
      report?.tensors?.map(({ name, shape }) => `${name} ${shape.join()}`).sort();
    expect(shapes(mine)).toEqual(shapes(theirs));
    expect(mine?.lora).toMatchObject({ alpha: theirs?.lora?.alpha, baseModel: 'tiny' });
  });

  it('is taken by its weights file too, and in half precision', async () => {
    const out = join(folder(), 'half.gguf');
    const source = join(PEFT, 'plain', 'adapter_model.safetensors');
    await convertPeft({ source, base: TINY, out, type: 'F16' });
    const full = valuesIn(readFileSync(join(PEFT, 'plain.lora.gguf')));
    for (const [name, values] of Object.entries(valuesIn(readFileSync(out)))) {
      values.forEach((value, at) => expect(Math.abs(value - full[name]![at]!)).toBeLessThan(4e-4));
    }
  });

  it('keeps factors that differ between modules', async () => {
    const out = join(folder(), 'tiny.gguf');
    const { alpha, ranks } = await convertPeft({ source: join(PEFT, 'tiny'), base: TINY, out });
    expect([alpha, ranks]).toEqual([12, [2, 4]]);
  });
});

describe('what cannot be taken over is refused, and nothing is written', () => {
  async function refusal(source: string, base = TINY, out = join(folder(), 'out.gguf')): Promise<string> {
    const why: unknown = await convertPeft({ source, base, out, type: 'F16' }).catch(
      (error: unknown) => error,
    );
    expect(existsSync(out)).toBe(false);
    expect(why).toMatchObject({
      name: 'StudioError',
      remedy: expect.any(String) as string,
      place: { file: expect.any(String) as string },
    });
    const { code, message } = why as { code: string; message: string };
    return `${code}: ${message}`;
  }

  it.each([
    ['use_dora', true, /unsupported: .*DoRA/],
    ['modules_to_save', ['lm_head'], /unsupported: .*replaces whole modules/],
    ['bias', 'all', /unsupported: .*biases/],
    ['fan_in_fan_out', true, /unsupported: .*transposed/],
    ['init_lora_weights', 'pissa_niter_16', /unsupported: .*changed the base/],
    ['alora_invocation_tokens', [3, 4], /unsupported: .*certain tokens/],
    ['peft_type', 'IA3', /unsupported: .*type IA3/],
    ['rank_pattern', { '(a+)+$': 2 }, /unsupported: .*plain name/],
    ['r', 3, /bad-adapter: .*rank 2, but its settings say 3/],
    ['r', -1, /bad-adapter: .*not as PEFT writes them \(r: /],
    ['lora_alpha', 0, /bad-adapter: .*lora_alpha: must not be 0/],
  ])('%s of %j', async (key, value, why) => {
    expect(await refusal(copyWith('plain', { [key]: value }))).toMatch(why);
  });

  it('an adapter of another model, with the sizes of both', async () => {
    expect(await refusal(join(PEFT, 'smollm2'))).toMatch(
      /bad-adapter: model\.layers\.17\.\S+ is for blk\.17\.\S+, which Tiny has not \(2 layers\)|bad-adapter: .* 576 × \d+, but blk\.\d+\.\S+ of \S+ is 64 × \d+/i,
    );
  });

  it('settings that are no JSON, or are missing', async () => {
    const copy = copyWith('plain', {});
    writeFileSync(join(copy, 'adapter_config.json'), '{"r": ');
    expect(await refusal(copy)).toMatch(/bad-adapter: .*no JSON/);
    const { cause } = {
      cause: await convertPeft({ source: TINY, base: TINY, out: join(folder(), 'o') }).catch(
        (e: unknown) => e,
      ),
    };
    expect(cause).toMatchObject({
      code: 'not-found',
      place: { file: expect.stringContaining('adapter_config.json') as string },
    });
  });

  it('a base that is no model, and weights that are a pickle', async () => {
    expect(await refusal(join(PEFT, 'plain'), join(PEFT, 'plain.lora.gguf'))).toMatch(
      /bad-model: .*no GGUF model/,
    );
    const pickled = folder();
    writeFileSync(join(pickled, 'adapter_model.bin'), 'PK');
    const why: unknown = await convertPeft({ source: pickled, base: TINY, out: join(pickled, 'o') }).catch(
      (e: unknown) => e,
    );
    expect(why).toMatchObject({ code: 'not-found', remedy: expect.stringContaining('pickle') as string });
  });

  it('a module without a counterpart, a value that is no number', async () => {
    const rename = (bytes: string) => bytes.replaceAll('o_proj', 'x_proj');
    expect(await refusal(altered('plain', rename))).toMatch(
      /unsupported: The module \S+x_proj has no counterpart/,
    );
    expect(await refusal(withLastValue(NaN))).toMatch(/bad-adapter: Tensor \S+ holds the value NaN/);
    expect(await refusal(withLastValue(70_000))).toMatch(/bad-adapter: Tensor \S+ holds the value 70000/);
  });

  function altered(name: string, change: (latin1: string) => string): string {
    const copy = copyWith(name, {});
    const file = join(copy, 'adapter_model.safetensors');
    writeFileSync(file, Buffer.from(change(readFileSync(file, 'latin1')), 'latin1'));
    return copy;
  }

  function withLastValue(value: number): string {
    return altered('plain', (latin1) => {
      const bytes = Buffer.from(latin1, 'latin1');
      bytes.writeFloatLE(value, bytes.length - 4);
      return bytes.toString('latin1');
    });
  }
});
