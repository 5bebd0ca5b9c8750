import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PEFT, TINY } from '../parametric/fixtures';
import { AURORA, copyOf, folder, openmem, useOpenmem, type Outcome } from './openmem';

useOpenmem();

const PLAIN = join(PEFT, 'plain.lora.gguf');
let data: string;
beforeAll(() => {
  data = folder();
});

/** Runs `openmem lora` with a key of its own. */
const lora = (...args: string[]): Promise<Outcome> =>
  openmem(['lora', ...args], { env: { OPENMEM_DATA: data } });

async function loraJson<T>(...args: string[]): Promise<T> {
  const { stdout, stderr } = await lora(...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

describe('openmem lora convert', () => {
  it('writes what llama.cpp loads, and replaces nothing unasked', async () => {
    const out = join(folder(), 'plain.gguf');
    const args = ['convert', join(PEFT, 'plain'), '--base', TINY, '--out', out];
    const { code, stdout } = await lora(...args);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/pairs +8, rows of 4 reordered/) as string]);
    const again = await lora(...args);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force') as string]);
    expect((await lora(...args, '--force', '--type', 'f16')).code).toBe(0);
    expect(readFileSync(out).length).toBeLessThan(readFileSync(PLAIN).length);
  });

  it('refuses a wrong base with the sizes of both', async () => {
    const out = join(folder(), 'x.gguf');
    const { code, stderr } = await lora('convert', join(PEFT, 'smollm2'), '--base', TINY, '--out', out);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/blk\.\d+\.\S+/) as string]);
    expect(existsSync(out)).toBe(false);
  });
});

describe('openmem lora inspect', () => {
  it('tells header, norms by layer and whether it fits', async () => {
    const { code, stdout } = await lora('inspect', PLAIN, '--base', TINY);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^rank +2$/m);
    expect(stdout).toMatch(/LAYER +attn_k +attn_output +attn_q +attn_v +ALL/);
    expect(stdout).toMatch(/^total {2}\d/m);
    expect(stdout).toMatch(/Base {2}fits/);
  });

  it('exits with 1 for a base that it does not fit, and says why', async () => {
    const model = join(PEFT, '..', 'model.gguf');
    const { code, stdout } = await lora('inspect', PLAIN, '--base', model);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Does not fit Tiny model\n +There is no blk\.0\.attn_\S+ in Tiny model/);
    const told = await loraJson<{ mismatches: unknown[]; norms: { total: number } }>(
      'inspect',
      PLAIN,
      '--base',
      model,
    );
    expect(told.mismatches).toHaveLength(16);
    expect(told.norms.total).toBeGreaterThan(0);
  });

  it('shows what PEFT saved without norms, and refuses a damaged file by its byte', async () => {
    const peft = await loraJson<{ norms: unknown; form: string }>(
      'inspect',
      join(PEFT, 'plain', 'adapter_model.safetensors'),
    );
    expect(peft).toMatchObject({ norms: null, form: 'peft-safetensors' });
    const cut = join(folder(), 'cut.gguf');
    writeFileSync(cut, readFileSync(PLAIN).subarray(0, 300));
    const { code, stderr } = await lora('inspect', cut);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/byte \d+/) as string]);
  });
});

describe('openmem lora diff', () => {
  it('is 0 for the same, 1 and module by module for others', async () => {
    expect((await lora('diff', PLAIN, PLAIN)).code).toBe(0);
    const out = join(folder(), 'tiny.gguf');
    await lora('convert', join(PEFT, 'tiny'), '--base', TINY, '--out', out);
    const { code, stdout } = await lora('diff', PLAIN, out);
    expect(code).toBe(1);
    expect(stdout).toMatch(/blk\.0\.attn_q +\S+ +\S+ +\S+ +-?0\.\d+/);
    expect(stdout).toMatch(/blk\.1\.ffn_up +0\.000/);
  });
});

describe('what a cube keeps', () => {
  it('goes from taking in to attached and back', async () => {
    const cube = copyOf(AURORA);
    expect((await lora('ls', cube)).stdout).toContain('This cube keeps no adapters.');
    expect(existsSync(join(cube, '.memcube', 'lora'))).toBe(false);
    const { id } = await loraJson<{ id: string }>('add', cube, PLAIN, '--base', TINY, '--title', 'Tea');
    const early = await lora('attach', cube, id);
    expect([early.code, early.stderr]).toEqual([7, expect.stringContaining('approve it first') as string]);
    await lora('approve', cube, id.slice(0, 8));
    expect((await lora('attach', cube, id.slice(0, 8), '--scale', '0.5')).stdout).toMatch(/Tea 0\.5/);
    expect((await lora('ls', cube)).stdout).toMatch(/Tea +0\.5 +ready +approved +2/);
    expect((await lora('inspect', `${cube}#${id.slice(0, 6)}`, '--base', TINY)).code).toBe(0);
    expect(await loraJson('undo', cube)).toEqual({ attached: [] });
    await lora('attach', cube, id);
    await lora('reject', cube, id);
    expect(await loraJson('ls', cube)).toMatchObject({
      attached: [],
      adapters: [{ id, standing: 'ready', scale: null, item: { approval: 'rejected' } }],
    });
    await lora('rm', cube, id);
    expect(await loraJson('ls', cube)).toMatchObject({ adapters: [] });
  });

  it('is foreign on another machine, and looking there writes nothing', async () => {
    const cube = copyOf(AURORA);
    const { id } = await loraJson<{ id: string }>('add', cube, PLAIN, '--base', TINY);
    await lora('approve', cube, id);
    const other = join(folder(), 'none');
    const { stdout } = await openmem(['lora', 'ls', cube, '--json'], { env: { OPENMEM_DATA: other } });
    expect(JSON.parse(stdout)).toMatchObject({ adapters: [{ standing: 'foreign' }] });
    expect(existsSync(other)).toBe(false);
  });

  it('a task is routed with every reason, and can be overridden', async () => {
    const cube = copyOf(AURORA);
    const { id } = await loraJson<{ id: string }>('add', cube, PLAIN, '--base', TINY, '--title', 'Tea');
    const route = (...more: string[]) => loraJson<{ candidates: unknown[] }>('route', cube, 'Tea?', ...more);
    expect((await route()).candidates).toMatchObject([
      { id, scale: 0, reason: { code: 'not-usable', why: 'not-approved' } },
    ]);
    await lora('approve', cube, id);
    expect((await route()).candidates).toMatchObject([{ reason: { code: 'no-examples' } }]);
    expect((await route('--force', `${id.slice(0, 8)}=0.5`)).candidates).toMatchObject([
      { scale: 0.5, reason: { code: 'forced' } },
    ]);
    expect((await lora('route', cube, 'Tea?', '--force', `${id}=much`)).code).toBe(2);
    expect((await lora('route', cube, 'Tea?')).stdout).toMatch(/Tea +0\.000 .* none +no examples/);
  });

  it('an id that names none or several is refused', async () => {
    const cube = copyOf(AURORA);
    expect((await lora('approve', cube, 'abcdef')).code).toBe(3);
    expect((await lora('approve', cube, 'a')).code).toBe(2);
    expect((await lora('ls', folder())).code).toBe(3);
  });
});
