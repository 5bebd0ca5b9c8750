import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { by, cubeWith, set, testContext, TREE } from './testCube';

const textOf = (folder: string) => readFileSync(join(folder, 'textual_memory.json'), 'utf8');
const put = (folder: string, text: string) => writeFile(join(folder, 'textual_memory.json'), text);

describe('a file changed by somebody else while it is open and dirty', () => {
  it('is merged where both changed different fields', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    await session.apply(set(session, 'a', ['metadata', 'info', 'n'], '7'), { actor: 'chat', reason: 'mine' });
    await put(folder, TREE.replace('"m": 2', '"m": 3').replace('third', 'dritte'));
    expect(await session.save()).toMatchObject({ kind: 'saved', merged: true });
    expect(textOf(folder)).toBe(
      TREE.replace('"n": 1', '"n": 7').replace('"m": 2', '"m": 3').replace('third', 'dritte'),
    );
    const [mine, outside] = await session.history('a');
    expect(mine).toMatchObject({ actor: 'chat', reason: 'mine', saved: true });
    expect(outside).toMatchObject({
      kind: 'external',
      ops: [{ path: ['metadata', 'info', 'm'], after: '3' }],
    });
    await session.dispose();
  });

  it('is not overwritten where both changed the same field; the conflict is settled by choice', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await session.apply(set(session, 'b', ['memory'], '"mine too"'), by);
    await session.apply(set(session, 'c', ['memory'], '"alone"'), by);
    const theirs = TREE.replace('first', 'theirs').replace('second', 'theirs too');
    await put(folder, theirs);
    const result = await session.save();
    expect(result).toEqual({
      kind: 'conflict',
      conflicts: [
        { key: 'a', path: ['memory'], base: '"first"', ours: '"mine"', theirs: '"theirs"' },
        { key: 'b', path: ['memory'], base: '"second"', ours: '"mine too"', theirs: '"theirs too"' },
      ],
    });
    expect(textOf(folder)).toBe(theirs);
    expect(session.memory.fieldRaw('a', ['memory'])).toBe('"mine"');
    const a = { key: 'a', path: ['memory'] };
    expect(await session.resolve([{ ...a, choice: 'ours' }])).toMatchObject([{ key: 'b' }]);
    const left = await session.resolve([
      { ...a, choice: 'ours' },
      { key: 'b', path: ['memory'], choice: { raw: '"both"' } },
    ]);
    expect(left).toEqual([]);
    expect(await session.save()).toMatchObject({ kind: 'saved' });
    expect(textOf(folder)).toBe(
      TREE.replace('first', 'mine').replace('second', 'both').replace('third', 'alone'),
    );
    await session.dispose();
  });

  it('shows an edit here and a removal there as a conflict of the whole memory', async () => {
    const folder = await cubeWith('[{"id": "a", "memory": "x"}, {"id": "b", "memory": "y"}]');
    const session = await CubeSession.open(testContext(), folder);
    await session.apply(set(session, 'b', ['memory'], '"z"'), by);
    await put(folder, '[{"id": "a", "memory": "x"}]');
    const conflict = { key: 'b', path: [] };
    expect(await session.save()).toMatchObject({
      conflicts: [
        { ...conflict, base: '{"id": "b", "memory": "y"}', ours: '{"id": "b", "memory": "z"}', theirs: null },
      ],
    });
    await session.resolve([{ ...conflict, choice: 'ours' }]);
    await session.save();
    expect(textOf(folder)).toBe('[{"id": "a", "memory": "x"}, {"id": "b", "memory": "z"}]');
    await session.dispose();
  });

  it('can still undo what was made before the merge', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    const change = await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await put(folder, TREE.replace('third', 'dritte'));
    await session.save();
    await session.undo(change);
    await session.save();
    expect(textOf(folder)).toBe(TREE.replace('third', 'dritte'));
    await session.dispose();
  });

  it('loses nothing between two windows', async () => {
    const folder = await cubeWith(TREE);
    const one = await CubeSession.open(testContext(), folder);
    const two = await CubeSession.open(testContext(), folder);
    await one.apply(set(one, 'a', ['memory'], '"one"'), by);
    await two.apply(set(two, 'b', ['memory'], '"two"'), by);
    expect(two.recovered).toBeUndefined();
    await one.save();
    await two.save();
    expect(textOf(folder)).toBe(TREE.replace('first', 'one').replace('second', 'two'));
    expect(await one.checkDisk()).toBe('reloaded');
    expect((await one.history('b')).map((entry) => entry.kind)).toEqual(['change']);
    await one.dispose();
    await two.dispose();
  });

  it('writes the file again where it was deleted', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await rm(join(folder, 'textual_memory.json'));
    await expect(session.checkDisk()).rejects.toMatchObject({ code: 'not-found' });
    expect(await session.save()).toMatchObject({ kind: 'saved' });
    expect(textOf(folder)).toBe(TREE.replace('first', 'mine'));
    await session.dispose();
  });
});
