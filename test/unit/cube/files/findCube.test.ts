import { mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCube } from '../../../../src/engine/cube/files/findCube';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { testContext } from '../session/testCube';

const cubes = resolve('test/fixtures/cubes');
const emptyFolder = async () => realpath(await mkdtemp(join(tmpdir(), 'find-')));

async function cubeNaming(filename: string): Promise<string> {
  const folder = join(await emptyFolder(), 'cube');
  await mkdir(folder);
  const text_mem = { backend: 'naive_text', config: { memory_filename: filename } };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ text_mem }));
  return folder;
}

describe('finding a cube', () => {
  it.each(['mem_cube_2', 'mem_cube_2/config.json', 'mem_cube_2/textual_memory.json'])(
    'finds the whole cube from %s',
    async (path) => {
      const folder = join(cubes, 'mem_cube_2');
      expect(await findCube(join(cubes, path))).toMatchObject({
        folder,
        name: 'Ki-Seki/mem_cube_2',
        format: 'general_text',
        textFile: join(folder, 'textual_memory.json'),
        activationFile: join(folder, 'activation_memory.pickle'),
        parametricFile: join(folder, 'parametric_memory.adapter'),
        configFile: join(folder, 'config.json'),
      });
    },
  );

  it('finds a text memory without a configuration, and one of any name', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'export.json'), ' \n[]');
    expect(await findCube(join(folder, 'export.json'))).toMatchObject({
      folder,
      name: 'export.json',
      textFile: join(folder, 'export.json'),
    });
    expect(await findCube(join(cubes, 'mem_cube_tree'))).toMatchObject({ name: 'mem_cube_tree' });
  });

  it('says what is no cube', async () => {
    const folder = await emptyFolder();
    await expect(findCube(folder)).rejects.toMatchObject({ code: 'not-a-cube' });
    await expect(findCube(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
    await writeFile(join(folder, 'notes.txt'), 'hello');
    await expect(findCube(join(folder, 'notes.txt'))).rejects.toMatchObject({ code: 'not-a-cube' });
  });

  it('opens the text memory beside a broken configuration, and says what is wrong with it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'config.json'), '{"text_mem": ');
    await writeFile(join(folder, 'textual_memory.json'), '[]');
    const cube = await findCube(folder);
    expect(cube.textFile).toBe(join(folder, 'textual_memory.json'));
    expect(cube.configError).toMatchObject({ code: 'bad-json' });
    await expect(findCube(join(folder, 'config.json'))).rejects.toMatchObject({ code: 'bad-json' });
  });

  it.each([
    '../secret.json',
    '/etc/hostname',
    'C:\\secret.json',
    'a/../../secret.json',
    '..\\secret.json',
    '',
  ])('refuses the file name %j and reads nothing', async (name) => {
    const folder = await cubeNaming(name);
    await writeFile(join(folder, '..', 'secret.json'), '[]');
    const file = join(folder, 'config.json');
    await expect(findCube(folder)).rejects.toMatchObject({ code: 'path-escape', place: { file } });
  });

  it('refuses a link out of the cube folder, for a file as for a folder', async () => {
    const folder = await cubeNaming('link.json');
    await writeFile(join(folder, '..', 'secret.json'), '[]');
    await symlink('../secret.json', join(folder, 'link.json'));
    await expect(findCube(folder)).rejects.toMatchObject({ code: 'path-escape' });
    const other = await cubeNaming('sub/secret.json');
    await writeFile(join(other, '..', 'secret.json'), '[]');
    await symlink('..', join(other, 'sub'));
    await expect(findCube(other)).rejects.toMatchObject({ code: 'path-escape' });
  });

  it('follows a link that stays inside, and a text memory in a sub-folder', async () => {
    const folder = await cubeNaming('sub/link.json');
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'real.json'), '[]');
    await symlink('../real.json', join(folder, 'sub', 'link.json'));
    expect(await findCube(folder)).toMatchObject({ textFile: join(folder, 'real.json') });
  });

  it('never writes through a link that came with the cube', async () => {
    const folder = await emptyFolder();
    const elsewhere = await emptyFolder();
    await writeFile(join(folder, 'textual_memory.json'), '[{"id": "a", "memory": "x"}]');
    await symlink(elsewhere, join(folder, '.memcube'));
    const session = await CubeSession.open(testContext(), folder);
    const ops = [{ op: 'update', key: 'a', path: ['memory'], before: '"x"', after: '"y"' } as const];
    const done = session.apply(ops, { actor: 'user', reason: 'test' });
    await expect(done).rejects.toMatchObject({ code: 'path-escape' });
    expect(session.memory.fieldRaw('a', ['memory'])).toBe('"x"');
    await session.dispose();
  });
});
