import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { by, cubeWith, set, testContext, TREE } from './testCube';

const textFile = (folder: string) => join(folder, 'textual_memory.json');
const drafts = (folder: string) => join(folder, '.memcube', 'drafts');

/** A cube with the draft of a process that is gone: `edit` was made, not saved. */
async function abandoned(edit: (session: CubeSession) => Promise<unknown>): Promise<string> {
  const folder = await cubeWith(TREE);
  const session = await CubeSession.open(testContext(), folder);
  await edit(session);
  await session.dispose();
  const [name = ''] = await readdir(drafts(folder));
  const dead = String(spawnSync(process.execPath, ['-e', '0']).pid);
  const path = join(drafts(folder), name.replace('.left', ''));
  const text = await readFile(join(drafts(folder), name), 'utf8');
  await rename(join(drafts(folder), name), path);
  await writeFile(path, text.replace(`"pid":${process.pid}`, `"pid":${dead}`));
  return folder;
}

describe('a draft of a process that is gone', () => {
  it('comes back, with what it undid taken into account', async () => {
    const folder = await abandoned(async (session) => {
      await session.apply(set(session, 'a', ['memory'], '"one"'), by);
      const change = await session.apply(set(session, 'b', ['memory'], '"two"'), by);
      await session.undo(change);
    });
    const session = await CubeSession.open(testContext(), folder);
    expect(session.recovered).toMatchObject({ changes: 1, rejected: 0, from: '2026-03-01T10:00:01.000Z' });
    expect(session.memory.toBuffer().toString()).toBe(TREE.replace('first', 'one'));
    expect(session.dirty).toBe(true);
    await session.save();
    expect((await session.history('a')).map(({ saved }) => saved)).toEqual([true]);
    await session.dispose();
  });

  it('is left alone when the cube is opened without taking over', async () => {
    const folder = await abandoned((session) => session.apply(set(session, 'a', ['memory'], '"one"'), by));
    for (const options of [{ recover: false }, { readOnly: true }]) {
      const session = await CubeSession.open(testContext(), folder, options);
      expect(session.recovered).toBeUndefined();
      expect(session.memory.toBuffer().toString()).toBe(TREE);
      await session.dispose();
    }
    expect(await readdir(drafts(folder))).toHaveLength(1);
  });

  it('comes back up to a line that was not finished', async () => {
    const folder = await abandoned((session) => session.apply(set(session, 'a', ['memory'], '"one"'), by));
    const [name = ''] = await readdir(drafts(folder));
    await appendFile(join(drafts(folder), name), '{"change":{"id":"x"');
    const session = await CubeSession.open(testContext(), folder);
    expect(session.recovered).toMatchObject({ changes: 1, rejected: 0 });
    await session.dispose();
  });

  it('is carried over to a file that has changed; what does not fit is kept and counted', async () => {
    const folder = await abandoned(async (session) => {
      await session.apply(set(session, 'a', ['memory'], '"mine"'), { actor: 'chat', reason: 'in conflict' });
      await session.apply(set(session, 'b', ['memory'], '"fits"'), by);
    });
    await writeFile(textFile(folder), TREE.replace('first', 'theirs'));
    const session = await CubeSession.open(testContext(), folder);
    expect(session.recovered).toMatchObject({ changes: 1, rejected: 1 });
    expect(session.memory.toBuffer().toString()).toBe(
      TREE.replace('first', 'theirs').replace('second', 'fits'),
    );
    const kept = JSON.parse(readFileSync(session.recovered!.rejectedFile!, 'utf8')) as unknown;
    expect(kept).toMatchObject({
      change: { actor: 'chat', reason: 'in conflict', ops: [{ after: '"mine"' }] },
    });
    await session.dispose();
    const next = await CubeSession.open(testContext(), folder);
    expect(next.recovered).toMatchObject({ changes: 1, rejected: 0 });
    await next.dispose();
  });

  it.each([
    [
      'operations of no sense',
      '{"change":{"id":"x","at":"","actor":"user","reason":"","ops":[{"op":"?"}]},"patches":[{}]}',
    ],
    [
      'a patch that does not fit',
      JSON.stringify({
        change: {
          id: 'x',
          at: '',
          actor: 'user',
          reason: '',
          ops: [{ op: 'remove', key: 'nobody', raw: '{}', previous: null }],
        },
        patches: [{ l: 99, i: -1 }],
      }),
    ],
    ['no JSON', 'hello'],
  ])('with %s does no harm', async (_, line) => {
    const folder = await abandoned((session) => session.apply(set(session, 'a', ['memory'], '"one"'), by));
    const [name = ''] = await readdir(drafts(folder));
    await appendFile(join(drafts(folder), name), `${line}\n`);
    const session = await CubeSession.open(testContext(), folder);
    expect(session.memory.toBuffer().toString()).toBe(TREE.replace('first', 'one'));
    await session.dispose();
  });
});
