import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { bundleChild } from './bundleChild';
import { by, cubeWith, emptyFolder, fixtureCube, set, testContext, TREE } from './testCube';

const textOf = (folder: string) => readFileSync(join(folder, 'textual_memory.json'), 'utf8');
const add = (id: string, size: number) =>
  [{ op: 'add', key: id, raw: `{"id": "${id}", "memory": "${'m'.repeat(size)}"}`, previous: null }] as const;
const mount = (args: readonly string[]): boolean => spawnSync('mount', args).status === 0;
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && probeMount();

function probeMount(): boolean {
  const works = mount(['-t', 'tmpfs', '-o', 'size=64k', 'none', '/mnt']);
  if (works) spawnSync('umount', ['/mnt']);
  return works;
}

let script = '';
beforeAll(async () => {
  script = await bundleChild('limitChild');
});

describe('a full disk', () => {
  it.skipIf(!canMount)(
    'refuses the edit, keeps what was acknowledged, and goes on once there is room',
    async () => {
      const folder = await emptyFolder();
      expect(mount(['-t', 'tmpfs', '-o', 'size=256k', 'none', folder])).toBe(true);
      try {
        await writeFile(join(folder, 'textual_memory.json'), TREE);
        const session = await CubeSession.open(testContext(), folder);
        await session.apply(add('kept', 10_000), by);
        const filler = join(folder, 'filler');
        await writeFile(filler, Buffer.alloc(1 << 20)).catch(() => {});
        const before = session.memory.toBuffer();
        const events: string[] = [];
        session.onDidChange((event) => events.push(`${event.kind} ${event.keys.join()}`));
        const refused = await Promise.allSettled([
          session.apply(add('x', 20_000), by),
          session.apply(add('y', 20_000), by),
        ]);
        expect(refused.map((r) => r.status === 'rejected' && (r.reason as { code: string }).code)).toEqual([
          'no-space',
          'no-space',
        ]);
        expect(events).toEqual(['apply x', 'apply y', 'revert y,x']);
        expect(session.memory.toBuffer().equals(before)).toBe(true);
        await expect(session.save()).rejects.toMatchObject({ code: 'no-space' });
        expect(textOf(folder)).toBe(TREE);
        expect(session.dirty).toBe(true);
        expect(await readdir(folder)).toEqual(['.memcube', 'filler', 'textual_memory.json']);
        await rm(filler);
        await session.apply(add('z', 1000), by);
        expect(await session.save()).toMatchObject({ kind: 'saved', changes: 2 });
        expect((await session.verifyJournal()).broken).toBeUndefined();
        await session.dispose();
        expect(JSON.parse(textOf(folder))).toMatchObject({ total_nodes: 5 });
      } finally {
        spawnSync('umount', [folder]);
      }
    },
  );

  it.skipIf(process.platform === 'win32')('is met the same way where a file may not grow', async () => {
    const folder = await cubeWith(TREE);
    const limited = `ulimit -f 64; exec "$0" "$@"`;
    const args = ['-c', limited, process.execPath, script, folder, '9000', '12'];
    const child = spawnSync('bash', args, { encoding: 'utf8' });
    expect(child.stderr).toBe('');
    const lines = child.stdout.trim().split('\n');
    const made = lines.filter((line) => line.startsWith('made'));
    expect(made.length).toBeGreaterThan(2);
    expect(lines).toContain('refused no-space');
    expect(lines).toContain(`size ${3 + made.length}`);
    const whole = JSON.parse(textOf(folder)) as { nodes: unknown[] };
    if (lines.includes('unsaved no-space')) expect(textOf(folder)).toBe(TREE);
    else expect(whole.nodes).toHaveLength(3 + made.length);
    const session = await CubeSession.open(testContext(), folder);
    expect(session.memory.size).toBe(3 + made.length);
    await session.save();
    expect((await session.verifyJournal()).broken).toBeUndefined();
    await session.dispose();
  });
});

describe('a cube that may not be written', () => {
  it.skipIf(!canMount)('opens for reading only from a read-only file system', async () => {
    const folder = await cubeWith(TREE);
    expect(mount(['--bind', folder, folder])).toBe(true);
    try {
      expect(mount(['-o', 'remount,bind,ro', folder])).toBe(true);
      const session = await CubeSession.open(testContext(), folder);
      expect(session.readOnly).toBe(true);
      const edit = session.apply(set(session, 'a', ['memory'], '"x"'), by);
      await expect(edit).rejects.toMatchObject({ code: 'read-only', remedy: /copy/ });
      await expect(session.save()).rejects.toMatchObject({ code: 'read-only' });
      expect(await session.history('a')).toEqual([]);
      const copy = join(await emptyFolder(), 'copy');
      await session.saveAs(copy);
      expect(textOf(copy)).toBe(TREE);
      await session.dispose();
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it.skipIf(process.getuid?.() !== 0)('opens for reading only for a user without the right', async () => {
    const folder = await cubeWith(TREE);
    await chmod(folder, 0o555);
    const child = spawnSync(process.execPath, [script, folder], { encoding: 'utf8', uid: 65534, gid: 65534 });
    expect(child.stdout.trim().split('\n').slice(0, 2)).toEqual(['read-only', 'refused read-only']);
    expect(textOf(folder)).toBe(TREE);
    expect(await readdir(folder)).toEqual(['textual_memory.json']);
  });

  it('is not edited when opened for reading only', async () => {
    const session = await CubeSession.open(testContext(), await cubeWith(TREE), { readOnly: true });
    const edit = session.apply(set(session, 'a', ['memory'], '"x"'), by);
    await expect(edit).rejects.toMatchObject({ code: 'read-only' });
    await session.dispose();
  });
});

describe('saving a copy', () => {
  it('writes all files of the cube, with unsaved changes, to a new folder only', async () => {
    const folder = await fixtureCube('mem_cube_2');
    const session = await CubeSession.open(testContext(), folder);
    const key = [...session.memory.byKey.keys()][0]!;
    await session.apply(set(session, key, ['memory'], '"changed"'), by);
    const copy = join(await emptyFolder(), 'deep', 'copy');
    await session.saveAs(copy);
    expect((await readdir(copy)).sort()).toEqual([
      'activation_memory.pickle',
      'config.json',
      'parametric_memory.adapter',
      'textual_memory.json',
    ]);
    const opened = await CubeSession.open(testContext(), copy);
    expect(opened.memory.fieldRaw(key, ['memory'])).toBe('"changed"');
    expect(session.dirty).toBe(true);
    await expect(session.saveAs(copy)).rejects.toMatchObject({ code: 'bad-argument' });
    await session.dispose();
    await opened.dispose();
  });
});
