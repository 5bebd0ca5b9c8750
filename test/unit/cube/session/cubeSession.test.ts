import { existsSync, readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { by, cubeWith, fixtureCube, set, testContext, TREE } from './testCube';

const textOf = (folder: string) => readFileSync(join(folder, 'textual_memory.json'), 'utf8');

describe('an open cube', () => {
  it.each(['mem_cube_2', 'mem_cube_tree'] as const)('%s saved unedited keeps its bytes', async (name) => {
    const folder = await fixtureCube(name);
    const before = textOf(folder);
    const session = await CubeSession.open(testContext(), folder);
    expect(await session.save()).toEqual({ kind: 'unchanged' });
    await session.dispose();
    expect(textOf(folder)).toBe(before);
    expect(await readdir(join(folder, '.memcube', 'drafts')).catch(() => [])).toEqual([]);
  });

  it('writes an edit back to its line and leaves the rest', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    await session.apply(set(session, 'b', ['metadata', 'confidence'], '0.5'), by);
    expect(session.dirty).toBe(true);
    expect(textOf(folder)).toBe(TREE);
    expect(await session.save()).toMatchObject({ kind: 'saved', changes: 1, merged: false });
    expect(session.dirty).toBe(false);
    expect(textOf(folder)).toBe(TREE.replace('90.0', '0.5'));
    await session.dispose();
  });

  it('brings the bytes back by undo, before and after a save', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    const first = await session.apply(set(session, 'a', ['metadata', 'tags'], '["z"]'), by);
    const second = await session.apply(
      [{ op: 'remove', key: 'c', raw: session.memory.text('c'), previous: 'b' }],
      by,
    );
    await session.save();
    const saved = textOf(folder);
    await session.undo(second);
    await session.undo(first);
    await session.save();
    expect(textOf(folder)).toBe(TREE);
    await session.redo(first);
    await session.redo(second);
    await session.save();
    expect(textOf(folder)).toBe(saved);
    await session.dispose();
  });

  it('tells listeners which memories changed', async () => {
    const session = await CubeSession.open(testContext(), await cubeWith(TREE));
    const events: string[] = [];
    session.onDidChange((event) => events.push(`${event.kind} ${event.keys.join(' ')}`));
    const change = await session.apply(set(session, 'a', ['memory'], '"new"'), by);
    await session.undo(change);
    await session.redo(change);
    await session.save();
    expect(events).toEqual(['apply a', 'undo a', 'redo a', 'save a']);
    await session.dispose();
  });

  it('leaves unsaved changes to the next who opens the cube', async () => {
    const folder = await cubeWith(TREE);
    const first = await CubeSession.open(testContext(), folder);
    await first.apply(set(first, 'a', ['memory'], '"kept"'), by);
    await first.dispose();
    const second = await CubeSession.open(testContext(), folder);
    expect(second.recovered).toMatchObject({ changes: 1, rejected: 0 });
    expect(second.memory.fieldRaw('a', ['memory'])).toBe('"kept"');
    await second.revert();
    expect(second.dirty).toBe(false);
    expect(second.memory.toBuffer().toString()).toBe(TREE);
    await second.dispose();
    const third = await CubeSession.open(testContext(), folder);
    expect(third.recovered).toBeUndefined();
    await third.dispose();
  });

  it('creates nothing beside a cube that is only looked at', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    await session.checkDisk();
    await session.dispose();
    expect(existsSync(join(folder, '.memcube'))).toBe(false);
  });

  it('follows the file while clean, and says so', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder);
    const keys: string[] = [];
    session.onDidChange((event) => keys.push(event.kind, ...event.keys));
    expect(await session.checkDisk()).toBe('same');
    await writeFile(join(folder, 'textual_memory.json'), TREE.replace('second', 'zweite'));
    expect(await session.checkDisk()).toBe('reloaded');
    expect(keys).toEqual(['reload', 'b']);
    expect(session.memory.fieldRaw('b', ['memory'])).toBe('"zweite"');
    await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await writeFile(join(folder, 'textual_memory.json'), TREE);
    expect(await session.checkDisk()).toBe('changed-while-dirty');
    await session.dispose();
  });
});
