import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { bundleChild } from './bundleChild';
import { cubeWith, testContext } from './testCube';

it(
  'two processes that edit and save one cube at the same time lose nothing',
  { timeout: 60_000 },
  async () => {
    const script = await bundleChild('crashChild');
    const folder = await cubeWith('[{"id": "counter", "memory": "counts", "metadata": {}}]');
    const seed = Date.now() % 1_000_000;
    console.log(`two processes: seeds ${seed} and ${seed + 1}`);
    const run = (prefix: string, n: number) =>
      new Promise<string[]>((resolve, reject) => {
        const child = spawn(process.execPath, [script, folder, prefix, String(seed + n), '60']);
        let [out, errors] = ['', ''];
        child.stdout.on('data', (data: Buffer) => (out += data.toString()));
        child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
        child.on('close', (code) => (code === 0 ? resolve(out.split('\n')) : reject(new Error(errors))));
      });
    const lines = (await Promise.all([run('one', 0), run('two', 1)])).flat();
    const expected = new Set<string>();
    for (const line of lines) {
      const [verb, key] = line.split(' ');
      if (verb === 'made') expected.add(key!);
      if (verb === 'undone') expected.delete(key!);
    }
    const text = readFileSync(join(folder, 'textual_memory.json'), 'utf8');
    const ids = (JSON.parse(text) as { id: string }[]).map(({ id }) => id).filter((id) => id !== 'counter');
    expect(ids.sort()).toEqual([...expected].sort());
    const session = await CubeSession.open(testContext(), folder);
    expect(session.recovered).toBeUndefined();
    expect((await session.verifyJournal()).broken).toBeUndefined();
    const made = await session.history(ids[0]!);
    expect(made).toMatchObject([{ kind: 'change', actor: 'cli', reason: `add ${ids[0]}` }]);
    await session.dispose();
  },
);
