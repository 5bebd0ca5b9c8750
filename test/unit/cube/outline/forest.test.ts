import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../../src/engine/cube/outline/align';
import { Forest } from '../../../../src/engine/cube/outline/forest';
import { applyOps } from '../../../../src/engine/cube/text/applyOps';
import type { Op } from '../../../../src/engine/model/change';
import { treeCube } from './sampleCube';

describe('a forest made out of the one before', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const step = fc.record({ kind: fc.nat(3), one: fc.nat(5), two: fc.nat(5), at: fc.nat(9) });
  const start = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, 'gone')), {
    maxLength: 8,
  });

  it.each([false, true])('is the same as one made anew, with repeated ids: %s', async (repeated) => {
    await fc.assert(
      fc.asyncProperty(start, fc.array(step, { maxLength: 15 }), async (edges, steps) => {
        const memories = ids.map((id, n) => ({ id: repeated && n > 3 ? 'a' : id }));
        const memory = await treeCube(
          memories,
          edges.map(([source, target]) => `${source}>${target}`),
        );
        let forest = new Forest(memory);
        let count = 0;
        for (const { kind, one, two, at } of steps) {
          const keys = [...memory.byKey.keys()];
          const { slots } = memory.edges;
          const edge = { source: ids[one]!, target: ids[two]!, type: 'PARENT' };
          const key = keys[one % Math.max(1, keys.length)];
          const index = at % (slots.length + 1);
          const ops: (Op | undefined)[] = [
            { op: 'link', edge, index },
            slots[index] && { op: 'unlink', edge: slots[index].edge, index },
            key === undefined ? undefined : { op: 'remove', key, raw: memory.text(key), previous: null },
            {
              op: 'add',
              key: memory.has(ids[two]!) ? `n${count++}` : ids[two]!,
              raw: '{}',
              previous: key ?? null,
            },
          ];
          const op = ops[kind];
          if (!op) continue;
          const named = op.op === 'add' ? { ...op, raw: JSON.stringify({ id: op.key, memory: '' }) } : op;
          applyOps(memory, [named]);
          const next = new Forest(memory, forest);
          const fresh = new Forest(memory);
          expect([...next.parent]).toEqual([...fresh.parent]);
          for (const name of [...ids, ...keys, 'n0']) {
            expect([next.of(name), next.ofId(name)]).toEqual([fresh.of(name), fresh.ofId(name)]);
          }
          expect(new Forest(memory, next).parent).toBe(next.parent);
          forest = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('finds again what stays in a list', () => {
  const same = (a: string, b: string): boolean => a === b;
  const places = (before: string, after: string) => [...align([...before], [...after], same)].join(' ');
  expect(places('abcd', 'abcd')).toBe('0 1 2 3');
  expect(places('abcd', 'xabcd')).toBe('-1 0 1 2 3');
  expect(places('abcd', 'cd')).toBe('2 3');
  expect(places('abcd', 'abxyd')).toBe('0 1 -1 -1 3');
  expect(places('abcd', 'acdz')).toBe('0 2 3 -1');
  expect(places('', 'ab')).toBe('-1 -1');
});
