/** `openmem kv`, with the real SmolLM2-135M. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chatModel, llamaOptions } from '../inference/llama';
import { MEM_CUBE_2, cliFile, cubeOf, folder, memory, openmem, run, useOpenmem } from './openmem';

useOpenmem();

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
let cube = '';
let env: NodeJS.ProcessEnv = {};
beforeAll(async () => {
  const { script } = await llamaOptions();
  mkdirSync(join(dirname(cliFile()), 'workers'));
  symlinkSync(script, join(dirname(cliFile()), 'workers/llama.js'));
  env = { OPENMEM_MODEL: chatModel, OPENMEM_DATA: folder() };
  cube = cubeOf({
    'textual_memory.json': {
      nodes: [
        memory(id(1), 'The garden', { updated_at: '2026-01-01T00:00:00+00:00' }),
        memory(id(2), 'Plot 1 grows beans since the second of May.', {
          updated_at: '2026-01-02T00:00:00+00:00',
        }),
        memory(id(3), 'Plot 2 is left fallow this year.', { updated_at: '2026-01-03T00:00:00+00:00' }),
        memory(id(4), 'The cat is called Ada.'),
      ],
      edges: [
        { source: id(1), target: id(2), type: 'PARENT' },
        { source: id(1), target: id(3), type: 'PARENT' },
      ],
      total_nodes: 4,
      total_edges: 2,
    },
  });
});

/** One thread: on a machine that runs other tests as well, it is quicker than two that wait for each other. */
const small = ['--threads', '1', '--context', '1024'];
const smaller = ['--threads', '1', '--context', '512'];
const kv = (...args: string[]) => openmem(['kv', ...args], { env });
const json = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { stdout, stderr } = await kv(...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
};

describe('openmem kv', { timeout: 240_000 }, () => {
  it('tells that there is nothing yet', async () => {
    expect(await kv('ls', cube)).toMatchObject({
      code: 0,
      stdout: 'No KV items. `openmem kv build` makes one.\n',
    });
  });

  it('builds an item of a branch, lists it, looks into it, brings it back', async () => {
    const built = await json('build', cube, '--branch', id(1), '--title', 'Garden', ...small);
    expect(built).toMatchObject({ title: 'Garden', origin: 'memories', hits: 0 });
    expect((built['sources'] as { key: string }[]).map(({ key }) => key)).toEqual([id(1), id(2), id(3)]);
    const name = String(built['id']);

    const listed = await kv('ls', cube);
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain(name.slice(0, 8));
    expect(listed.stdout).toMatch(/disk\s+ready/);

    const looked = await json('inspect', cube, name.slice(0, 8), '--stats');
    expect(looked).toMatchObject({
      state: { tokens: built['tokens'], caches: [{ layers: { length: 30 } }] },
    });
    expect(looked['map']).toMatchObject({ layers: { length: 30 } });

    const restored = await kv('restore', cube, name, ...small);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toMatch(/^restored .* brought back from the disk and checked/);
    const other = await json('restore', cube, name, ...smaller);
    expect(other).toMatchObject({ kind: 'prefilled', reason: 'other-fingerprint' });
    expect(other['sentence']).toContain('the context size differs');

    const out = join(folder(), 'activation_memory.pickle');
    expect(await kv('export', cube, '--out', out)).toMatchObject({ code: 0 });
    const pickle = await openmem(['inspect', out, '--json']);
    expect(JSON.parse(pickle.stdout)).toMatchObject({
      kind: 'activation',
      items: [{ id: name, kind: 'vllm' }],
    });

    const file = join(cube, 'textual_memory.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('grows beans', 'grows leeks'));
    const stale = await kv('ls', cube);
    expect(stale.code).toBe(1);
    expect(stale.stdout).toMatch(/stale/);
    expect(stale.stdout).toContain('says something else');
    expect((await kv('ls', cube, '-q')).stdout).toBe(`${name}\n`);
  });

  it.each([
    [['build', '--memory', id(1), '--document', 'x'], 2, 'Name memories or a file'],
    [['build'], 2, 'Name memories or a file'],
    [['build', '--memory', '00000000-0000-4000-8000-00000000000f'], 3, 'No memory'],
    [['inspect', 'ffff'], 3, 'No KV item'],
    [['restore', 'ffff'], 3, 'No KV item'],
    [['build', '--memos', '/nowhere.pickle'], 3, 'no such file'],
  ] as const)('%s ends with %s', async ([command, ...rest], code, text) => {
    const outcome = await kv(command, cube, ...rest);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(text);
  });

  it('asks for a model where none is named', async () => {
    const outcome = await run(process.execPath, [cliFile(), 'kv', 'bench'], { env: { OPENMEM_MODEL: '' } });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('--model');
  });

  it('builds from what an activation memory of MemOS says', async () => {
    const file = join(MEM_CUBE_2, 'activation_memory.pickle');
    expect(await json('build', cube, '--memos', file, ...small)).toMatchObject({
      origin: 'memos',
      messages: [{ content: expect.stringContaining('The user is a Chinese man.') as string }],
    });
  });

  it('measures, with the figures that are promised', async () => {
    const { rows } = (await json('bench', '--tokens', '120', '--times', '1', ...smaller)) as {
      rows: Record<string, number>[];
    };
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row?.['tokens']).toBeGreaterThan(90);
    for (const name of ['cold_ms', 'restore_ms', 'ttft_ms']) expect(row?.[name]).toBeGreaterThan(0);
    expect(row?.['reduction']).toBeCloseTo(1 - (row?.['ttft_ms'] ?? 0) / (row?.['cold_ms'] ?? 1), 9);
    expect(row).toMatchObject({ outcome: { kind: 'restored' } });
  });
});
