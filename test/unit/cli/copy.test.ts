import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, json, openmem, TREE, useOpenmem } from './openmem';

useOpenmem();

describe('openmem copy', () => {
  test('a folder to a .sqlite file and back loses nothing', async () => {
    const place = folder();
    const [file, back] = [join(place, 'cube.sqlite'), join(place, 'back')];
    expect(await json('copy', TREE, file)).toMatchObject({ memories: 4, edges: 0, counts: {}, losses: [] });
    const { code, stdout } = await openmem(['copy', file, back]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Nothing was lost.')]);
    expect(await json('ls', back)).toBeTruthy();
    const memory = JSON.parse(await readFile(join(back, 'textual_memory.json'), 'utf8')) as unknown;
    expect(memory).toEqual(JSON.parse(await readFile(join(TREE, 'textual_memory.json'), 'utf8')));
  });

  test('what is there already is refused and stays', async () => {
    const place = folder();
    const file = join(place, 'cube.sqlite');
    await writeFile(file, 'precious');
    expect((await openmem(['copy', TREE, file])).code).toBe(2);
    expect(await readFile(file, 'utf8')).toBe('precious');
    expect((await openmem(['copy', TREE, place])).code).toBe(2);
  });

  test('a source that is not there leaves no target', async () => {
    const file = join(folder(), 'cube.sqlite');
    expect((await openmem(['copy', 'nowhere', file])).code).toBe(3);
    expect(existsSync(file)).toBe(false);
  });
});
