import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MEM_CUBE_2, ROOT, cubeOf, folder, json, openmem, useOpenmem } from './openmem';

useOpenmem();

const FIXTURES = join(ROOT, 'test/fixtures');
const PICKLE = join(MEM_CUBE_2, 'activation_memory.pickle');

describe('openmem inspect', () => {
  it('tells what an activation memory holds', async () => {
    const { code, stdout, stderr } = await openmem(['inspect', PICKLE]);
    expect([code, stderr]).toEqual([0, '']);
    for (const line of [
      'form     pickle, protocol 5, keyed-dict',
      'layers     28',
      'heads      8 × 128',
      'tokens     7',
      'dtype      bfloat16',
      'strides    (7168, 128, 1024, 1), with gaps',
      'bytes      802.8 kB',
      'source     The user is a Chinese man.',
    ]) {
      expect(stdout).toContain(`\n${line}\n`);
    }
    expect(stdout).not.toContain('LAYER');
  });

  it('reads the values with --stats', async () => {
    const { stdout } = await openmem(['inspect', PICKLE, '--stats']);
    expect(stdout).toMatch(/LAYER +PART +MIN +MAX +MEAN +STD +ABS MAX +NAN +INF\n +0 +key +-332 +312 /);
    const report = (await json('inspect', PICKLE, '--stats')) as {
      kind: string;
      items: { perLayer: unknown[] }[];
    };
    expect(report).toMatchObject({ kind: 'activation', protocol: 5, items: [{ layers: 28, tokens: 7 }] });
    expect(report.items[0]!.perLayer).toHaveLength(28);
    expect(await json('inspect', PICKLE)).not.toHaveProperty('items.0.perLayer');
  });

  it.each([
    ['lora.gguf', 'gguf-adapter', 'LoRA adapter, GGUF'],
    ['model.gguf', 'gguf-model', 'model, GGUF'],
    ['peft.safetensors', 'peft-safetensors', 'LoRA adapter, PEFT safetensors'],
    ['plain.safetensors', 'safetensors', 'tensors, safetensors'],
  ])('recognises %s by its content', async (name, form, words) => {
    const disguised = join(folder(), 'parametric_memory.adapter');
    writeFileSync(disguised, readFileSync(join(FIXTURES, 'adapter', name)));
    expect((await openmem(['inspect', disguised])).stdout).toMatch(new RegExp(`^form +${words}$`, 'm'));
    expect(await json('inspect', disguised)).toMatchObject({ kind: 'adapter', form });
  });

  it("recognises MemOS's placeholder", async () => {
    const { code, stdout } = await openmem(['inspect', join(MEM_CUBE_2, 'parametric_memory.adapter')]);
    expect(code).toBe(0);
    expect(stdout).toContain('holds no parametric memory yet');
  });

  const pickles = readdirSync(join(FIXTURES, 'pickle')).filter((name) => name.endsWith('.pickle'));
  it.each(pickles)('ends with 0 or 4 and a clear word for %s', async (name) => {
    const { code, stdout, stderr } = await openmem(['inspect', '--stats', join(FIXTURES, 'pickle', name)]);
    expect([0, 4]).toContain(code);
    if (code === 4) expect(stdout).toBe('');
    else expect(stderr).toBe('');
  });

  it('refuses a pickle that would run a command, by name and byte: 4', async () => {
    const file = join(FIXTURES, 'pickle/hostile-os-system.pickle');
    const plain = await openmem(['inspect', file]);
    expect([plain.code, plain.stdout]).toEqual([4, '']);
    expect(plain.stderr).toMatch(/"os\.system".*\(byte \d+\)/);
    const { code, stdout, stderr } = await openmem(['inspect', file, '--json']);
    expect([code, stdout]).toEqual([4, '']);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: 'forbidden-global',
        message: expect.stringContaining('os.system') as string,
        place: { offset: expect.any(Number) as number },
        exit: 4,
      },
    });
  });

  it('refuses a cut file: 4', async () => {
    const cut = join(folder(), 'cut.pickle');
    writeFileSync(cut, readFileSync(PICKLE).subarray(0, 5000));
    expect(await openmem(['inspect', cut])).toMatchObject({ code: 4, stdout: '' });
    const gguf = join(folder(), 'cut.gguf');
    writeFileSync(gguf, readFileSync(join(FIXTURES, 'adapter/lora.gguf')).subarray(0, 100));
    expect(await openmem(['inspect', gguf])).toMatchObject({ code: 4, stdout: '' });
  });

  it('names a file that is not there: 3, and a folder: 2', async () => {
    expect(await openmem(['inspect', 'none.pickle'])).toMatchObject({ code: 3, stdout: '' });
    expect(await openmem(['inspect', cubeOf({})])).toMatchObject({ code: 2, stdout: '' });
  });
});
