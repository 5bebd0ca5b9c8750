import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../../../src/engine/cube/merge/diff';
import { mergeMemories } from '../../../../src/engine/cube/merge/mergeMemories';
import { applyOps } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';

type Json = null | number | string | Json[] | { [key: string]: Json };
interface Tree {
  nodes: { id: string; memory: string; metadata: Record<string, Json> }[];
  edges: { source: string; target: string; type: string }[];
}

const read = (tree: Tree | Json) => readTextMemory(Buffer.from(JSON.stringify(tree, null, 4)));
const contentOf = (bytes: Buffer) => {
  const tree = JSON.parse(bytes.toString()) as Tree;
  const byId = [...tree.nodes].sort((a, b) => a.id.localeCompare(b.id));
  return { nodes: byId, edges: new Set(tree.edges.map((edge) => JSON.stringify(edge))) };
};

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ max: 3, min: 0 }),
  fc.constantFrom('x', 'y'),
  fc.constant(null),
  fc.array(fc.integer({ max: 1, min: 0 }), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('m', 'n'), fc.integer({ max: 2, min: 0 })),
);
const tree: fc.Arbitrary<Tree> = fc.record({
  nodes: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      memory: fc.constantFrom('one', 'two'),
      metadata: fc.dictionary(fc.constantFrom('k', 'l', '__proto__'), value),
    }),
    { selector: (node) => node.id },
  ),
  edges: fc.uniqueArray(
    fc.record({
      source: fc.constantFrom('a', 'b'),
      target: fc.constantFrom('c', 'd'),
      type: fc.constant('PARENT'),
    }),
    { selector: (edge) => JSON.stringify(edge) },
  ),
});

describe('the difference of two memories', () => {
  it('turns one into the other', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (from, to) => {
        const [a, b] = [await read(from), await read(to)];
        applyOps(a, diff(a, b));
        expect(contentOf(a.toBuffer())).toEqual(contentOf(b.toBuffer()));
      }),
    );
  });

  it('names the field, in the words of changes, and only it', async () => {
    const record = (memory: string, status: string) => ({
      id: 'a',
      vector: [1, 2],
      payload: { memory, metadata: { status, info: { deep: 1 } } },
    });
    const [a, b] = [await read([record('x', 'activated')]), await read([record('y', 'archived')])];
    expect(diff(a, b).map((op) => 'path' in op && op.path)).toEqual([['memory'], ['metadata', 'status']]);
  });

  it('does not take one memory without an id for another', async () => {
    const a = await read([{ memory: 'one' }, { memory: 'two' }]);
    const b = await read([{ memory: 'zero' }, { memory: 'one' }, { memory: 'two' }]);
    const ops = diff(a, b);
    expect(ops).toMatchObject([{ op: 'add', previous: null }]);
    applyOps(a, ops);
    expect(JSON.parse(a.toBuffer().toString())).toEqual([
      { memory: 'zero' },
      { memory: 'one' },
      { memory: 'two' },
    ]);
  });

  it('sees how a number is written', async () => {
    const text = (n: string) => readTextMemory(Buffer.from(`[{"id": "a", "metadata": {"n": ${n}}}]`));
    expect(diff(await text('90'), await text('90.0'))).toHaveLength(1);
    expect(diff(await text('[1, 2]'), await text('[1,\n2]'))).toEqual([]);
  });
});

describe('a three-way merge', () => {
  it('of one changed side gives that side', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (start, end) => {
        const base = await read(start);
        for (const [ours, theirs] of [
          [await read(end), await read(start)],
          [await read(start), await read(end)],
          [await read(end), await read(end)],
        ] as const) {
          const { ops, conflicts } = mergeMemories(base, ours, theirs);
          expect(conflicts).toEqual([]);
          applyOps(theirs, ops);
          expect(contentOf(theirs.toBuffer())).toEqual(contentOf((await read(end)).toBuffer()));
        }
      }),
    );
  });

  it('never drops a change of either side without a conflict', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, tree, async (start, mine, other) => {
        const [base, ours, theirs] = [await read(start), await read(mine), await read(other)];
        const merged = await read(other);
        const { ops, conflicts } = mergeMemories(base, ours, theirs);
        expect(theirs.toBuffer().equals(merged.toBuffer())).toBe(true);
        applyOps(merged, ops);
        const inConflict = new Set(conflicts.map((conflict) => conflict.key));
        for (const [side, against] of [
          [ours, theirs],
          [theirs, ours],
        ] as const) {
          for (const op of diff(base, side)) {
            if (op.op !== 'update' || inConflict.has(op.key) || !merged.has(op.key)) continue;
            const got = merged.fieldRaw(op.key, op.path);
            const either = [side.fieldRaw(op.key, op.path), against.fieldRaw(op.key, op.path)].map(plain);
            if (plain(op.after)?.startsWith('{')) continue; // objects merge member by member
            expect(either).toContain(plain(got));
          }
        }
      }),
    );
  });

  it.each([
    [
      'edit and edit',
      '[{"id":"a","memory":"1"}]',
      '[{"id":"a","memory":"2"}]',
      '[{"id":"a","memory":"3"}]',
      ['memory'],
    ],
    ['edit and removal', '[{"id":"a","memory":"1"}]', '[{"id":"a","memory":"2"}]', '[]', []],
    ['removal and edit', '[{"id":"a","memory":"1"}]', '[]', '[{"id":"a","memory":"2"}]', []],
    ['two additions', '[]', '[{"id":"a","memory":"2"}]', '[{"id":"a","memory":"3"}]', []],
    [
      'a member of what is no object there',
      '[{"id":"a","metadata":{}}]',
      '[{"id":"a","metadata":{"x":1}}]',
      '[{"id":"a","metadata":7}]',
      ['metadata'],
    ],
  ])('finds the conflict of %s', async (_, ...texts) => {
    const path = texts.pop() as string[];
    const [base, ours, theirs] = await Promise.all(
      (texts as string[]).map((text) => readTextMemory(Buffer.from(text), { format: 'naive_text' })),
    );
    const { ops, conflicts } = mergeMemories(base!, ours!, theirs!);
    expect(ops).toEqual([]);
    expect(conflicts).toMatchObject([{ key: 'a', path }]);
  });
});

const plain = (raw: string | null): string | null => raw && JSON.stringify(JSON.parse(raw));
