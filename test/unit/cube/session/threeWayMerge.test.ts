import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsAt, type Conflict } from '../../../../src/engine/cube/merge/conflict';
import { diff } from '../../../../src/engine/cube/merge/diff';
import { carryOver } from '../../../../src/engine/cube/session/carryOver';
import { copyMemory } from '../../../../src/engine/cube/session/copyMemory';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import { contentOf, read, tree } from '../merge/trees';

/** What a session does when the file has changed on disk, with one edit of all that is ours. */
function merge(
  base: TextMemory,
  ours: TextMemory,
  theirs: TextMemory,
): { merged: TextMemory; conflicts: Conflict[] } {
  const merged = copyMemory(theirs);
  const change = {
    id: 'c',
    at: '2026-01-01T00:00:00Z',
    actor: 'user',
    reason: '',
    ops: diff(base, ours),
  } as const;
  const { rebase } = carryOver(merged, [{ change, patches: [] }]);
  return { merged, conflicts: conflictsAt(rebase.places(), base, ours, theirs) };
}

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
          const { merged, conflicts } = merge(base, ours, theirs);
          expect(conflicts).toEqual([]);
          expect(contentOf(merged.toBuffer())).toEqual(contentOf((await read(end)).toBuffer()));
        }
      }),
    );
  });

  it('never drops a change of either side without a conflict', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, tree, async (start, mine, other) => {
        const [base, ours, theirs] = [await read(start), await read(mine), await read(other)];
        const { merged, conflicts } = merge(base, ours, theirs);
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
    const { merged, conflicts } = merge(base!, ours!, theirs!);
    expect(merged.toBuffer().equals(theirs!.toBuffer())).toBe(true);
    expect(conflicts).toMatchObject([{ key: 'a', path }]);
  });
});

const plain = (raw: string | null): string | null => raw && JSON.stringify(JSON.parse(raw));
