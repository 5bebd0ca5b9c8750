import { readFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { by, cubeWith, set, testContext, TREE } from './testCube';

/** A cube in the state in which a crash between the journal and the rename leaves it. */
async function cutSave(): Promise<{ folder: string; after: string; ready: string }> {
  const folder = await cubeWith(TREE);
  const session = await CubeSession.open(testContext(), folder);
  await session.apply(set(session, 'a', ['memory'], '"changed"'), by);
  const result = await session.save();
  await session.dispose();
  const file = join(folder, 'textual_memory.json');
  const after = readFileSync(file, 'utf8');
  const ready = join(folder, `.textual_memory.json.${(result as { sha256: string }).sha256}.memcube-tmp`);
  await writeFile(ready, after);
  await writeFile(file, TREE);
  return { folder, after, ready };
}

describe('a save cut between the journal and the file', () => {
  it('is finished when the new content lies ready', async () => {
    const { folder, after } = await cutSave();
    const session = await CubeSession.open(testContext(), folder);
    expect(session.memory.toBuffer().toString()).toBe(after);
    expect(await readdir(folder)).toEqual(['.memcube', 'textual_memory.json']);
    expect(await session.history('a')).toHaveLength(1);
    await session.dispose();
  });

  it.each(['missing', 'damaged'])('is rolled back when the new content is %s', async (how) => {
    const { folder, ready } = await cutSave();
    if (how === 'missing') await rm(ready);
    else await writeFile(ready, '[]');
    const session = await CubeSession.open(testContext(), folder);
    expect(session.memory.toBuffer().toString()).toBe(TREE);
    expect(await readdir(folder)).toEqual(['.memcube', 'textual_memory.json']);
    expect(await session.history('a')).toEqual([]);
    await session.apply(set(session, 'b', ['memory'], '"later"'), by);
    await session.save();
    expect((await session.verifyJournal()).broken).toBeUndefined();
    expect((await session.asOf(new Date('2026-03-01T10:00:00Z'))).memory.toBuffer().toString()).toBe(TREE);
    await session.dispose();
  });
});
