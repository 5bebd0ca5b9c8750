import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppliedChange } from '../../../../src/engine/cube/session/appliedChange';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import type { Op } from '../../../../src/engine/model/change';
import { by, cubeWith, set, testContext, TREE } from './testCube';

const FILES = {
  tree: TREE,
  flat: '[{"id": "a", "memory": "x", "metadata": {"tags": [1, 2]}},{"id":"b","memory":"y"} ]',
  odd: '\ufeff[\r\n\t{"id":"a" , "memory":"x"} ,\r\n\t{ "memory": "no id" } ,{"id":"a","memory":"twin"}\r\n]\r\n',
  empty: '{"nodes": [ ], "edges": [], "total_nodes": 0}',
};
const PATHS = [['memory'], ['metadata', 'tags'], ['metadata', 'info', 'x'], ['id'], ['extra']];
const VALUES = ['1', '90.0', '"é林"', '[]', '["a", {"b": NaN}]', '{}', '{"n": 1, "deep": {"k": []}}'];

/** An operation that fits the present state, chosen by two numbers. */
function makeOp(memory: TextMemory, kind: number, pick: number): Op | undefined {
  const keys = [...memory.byKey.keys()];
  const key = keys[pick % Math.max(1, keys.length)];
  const { slots } = memory.edges;
  if (kind === 0) {
    const id = `n${pick}`;
    if (memory.has(id)) return undefined;
    return {
      op: 'add',
      key: id,
      raw: `{"id": "${id}", "memory": "new", "metadata": {}}`,
      previous: key ?? null,
    };
  }
  if (kind === 1 && memory.hasEdges) {
    const edge = { source: `s${pick}`, target: 't', type: 'PARENT' };
    return { op: 'link', edge, index: pick % (slots.length + 1) };
  }
  if (kind === 2 && slots.length > 0) {
    const index = pick % slots.length;
    return { op: 'unlink', edge: slots[index]!.edge, index, raw: memory.body(slots[index]!) };
  }
  if (key === undefined) return undefined;
  if (kind === 3) {
    return { op: 'remove', key, raw: memory.text(key), previous: keys[keys.indexOf(key) - 1] ?? null };
  }
  const path = PATHS[pick % PATHS.length]!;
  const before = memory.fieldRaw(key, path);
  const after =
    path[0] === 'id' ? `"renamed ${pick}"` : pick % 7 === 0 ? null : VALUES[pick % VALUES.length]!;
  return before === null && after === null ? undefined : { op: 'update', key, path, before, after };
}

const bytesOf = (memory: TextMemory): string => memory.toBuffer().toString();

describe('the cube as it was', () => {
  it.each(Object.keys(FILES) as (keyof typeof FILES)[])(
    'comes back byte for byte at every step of random edits, undos and saves: %s',
    async (name) => {
      const step = fc.tuple(fc.nat(7), fc.nat(1000));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (script) => {
          const folder = await cubeWith(FILES[name]);
          const context = testContext();
          let session = await CubeSession.open(context, folder);
          const states: { moment: Date; bytes: string }[] = [];
          let done: AppliedChange[] = [];
          for (const [kind, pick] of script) {
            if (kind === 5) {
              await session.save();
            } else if (kind === 6) {
              const change = done[pick % Math.max(1, done.length)];
              const turn = change?.undone ? 'redo' : 'undo';
              if (change) await session[turn](change).catch(expectRefusal);
            } else if (kind === 7) {
              await session.save();
              await session.dispose();
              session = await CubeSession.open(context, folder);
              done = [];
            } else {
              const op = makeOp(session.memory, kind, pick);
              const change = op && (await session.apply([op], by).catch(expectRefusal));
              if (change) done.push(change);
            }
            states.push({ moment: context.now(), bytes: bytesOf(session.memory) });
          }
          for (const { moment, bytes } of states) {
            const past = await session.asOf(moment);
            const known = past.notes.filter((note) => !/starts at|no history/.test(note));
            expect({ notes: known, bytes: bytesOf(past.memory) }).toEqual({ notes: [], bytes });
          }
          await session.save();
          await session.dispose();
          const fresh = await CubeSession.open(context, folder);
          for (const { moment, bytes } of states) {
            expect(bytesOf((await fresh.asOf(moment)).memory)).toBe(bytes);
          }
          await fresh.dispose();
        }),
        {
          numRuns: 25,
          examples: [
            [
              [
                [3, 203],
                [0, 23],
                [6, 0],
              ],
            ],
          ],
        },
      );
    },
    120_000,
  );

  it('goes back through a change from outside, layout and all', async () => {
    const folder = await cubeWith(TREE);
    const context = testContext();
    const session = await CubeSession.open(context, folder);
    await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await session.save();
    const [moment, bytes] = [context.now(), bytesOf(session.memory)];
    await writeFile(join(folder, 'textual_memory.json'), JSON.stringify(JSON.parse(bytes)));
    expect(await session.checkDisk()).toBe('reloaded');
    const past = await session.asOf(moment);
    expect(past).toMatchObject({ exact: true, notes: [] });
    expect(bytesOf(past.memory)).toBe(bytes);
    await session.dispose();
  });

  it('says so where a change from outside was not seen', async () => {
    const folder = await cubeWith(TREE);
    const context = testContext();
    const session = await CubeSession.open(context, folder);
    await session.apply(set(session, 'a', ['memory'], '"mine"'), by);
    await session.save();
    await session.dispose();
    const moment = context.now();
    await writeFile(join(folder, 'textual_memory.json'), TREE.replace('third', 'dritte'));
    const later = await CubeSession.open(context, folder);
    const past = await later.asOf(moment);
    expect(past.exact).toBe(false);
    expect(past.notes).toHaveLength(1);
    await later.dispose();
  });
});

function expectRefusal(error: unknown): undefined {
  expect(error).toMatchObject({ name: 'StudioError' });
  return undefined;
}

describe('the history of a memory', () => {
  it('lists who did what, and gives each state back', async () => {
    const session = await CubeSession.open(testContext(), await cubeWith(TREE));
    await session.apply(set(session, 'a', ['memory'], '"one"'), { actor: 'chat', reason: 'heard it' });
    await session.save();
    await session.apply(set(session, 'a', ['metadata', 'status'], '"archived"'), {
      actor: 'scheduler',
      reason: 'old',
    });
    await session.apply(set(session, 'b', ['memory'], '"other"'), by);
    const history = await session.history('a');
    expect(history.map(({ actor, reason, saved }) => [actor, reason, saved])).toEqual([
      ['scheduler', 'old', false],
      ['chat', 'heard it', true],
    ]);
    expect(await session.valueAt(history[1]!)).toBe(
      session.memory.text('a').replace('archived', 'activated'),
    );
    const blame = new Map(
      (await session.blame('a')).map(({ path, entry }) => [path.join('.'), entry?.actor]),
    );
    expect(Object.fromEntries(blame)).toEqual({
      id: undefined,
      memory: 'chat',
      'metadata.status': 'scheduler',
      'metadata.tags': undefined,
      'metadata.info': undefined,
    });
    await session.apply(await session.restoreOps('a', history[1]!), by);
    expect(session.memory.fieldRaw('a', ['metadata', 'status'])).toBe('"activated"');
    await session.dispose();
  });

  it('follows a memory whose id was edited, and brings a removed one back', async () => {
    const session = await CubeSession.open(testContext(), await cubeWith(TREE));
    await session.apply(set(session, 'b', ['id'], '"bee"'), by);
    const renamed: unknown[] = [];
    session.onDidChange((event) => renamed.push(event.renamed));
    await session.save();
    expect(renamed).toEqual([[['b', 'bee']]]);
    await session.apply([{ op: 'remove', key: 'bee', raw: session.memory.text('bee'), previous: 'a' }], by);
    await session.save();
    const history = await session.history('bee');
    expect(history.map(({ key, ops }) => [key, ops[0]!.op])).toEqual([
      ['bee', 'remove'],
      ['b', 'update'],
    ]);
    expect(await session.valueAt(history[0]!)).toBeUndefined();
    expect(await session.restoreOps('bee', history[1]!)).toMatchObject([{ op: 'add', key: 'bee' }]);
    await session.dispose();
  });
});
