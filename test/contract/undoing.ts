import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invertOps, type Op } from '../../src/engine/model/change';
import type { MemoryStore } from '../../src/engine/store/port';
import { add, change, dataOf, link, record, unlink, update } from './samples';
import { useStores, type StoreCase } from './storeCase';

/** What a random step asks for; made into operations that fit the present state. */
type Step = readonly ['add' | 'remove' | 'text' | 'link' | 'unlink', number, number];

const step = fc.tuple(
  fc.constantFrom('add' as const, 'remove' as const, 'text' as const, 'link' as const, 'unlink' as const),
  fc.nat(20),
  fc.nat(20),
);

/** Taking Changes back by their inverse. */
export function undoing(store: StoreCase): void {
  const { open } = useStores(store);

  describe('undoing', () => {
    test(
      'the inverse of each of many random Changes brings back what was there',
      { timeout: 60_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
            const opened = await open();
            const states = [await stateOf(opened, store)];
            const done: Op[][] = [];
            for (const one of steps) {
              const ops = await opsFor(opened, one);
              if (ops.length === 0) continue;
              expect((await opened.apply(change(...ops), new Map())).outcome).toBe('applied');
              done.push(ops);
              states.push(await stateOf(opened, store));
            }
            for (const ops of done.reverse()) {
              states.pop();
              expect((await opened.apply(change(...invertOps(ops)), new Map())).outcome).toBe('applied');
              expect(await stateOf(opened, store)).toEqual(states.at(-1));
            }
          }),
          { numRuns: 15 },
        );
      },
    );
  });
}

/** Everything that the store holds, comparable. */
async function stateOf(opened: MemoryStore, store: StoreCase) {
  const { rows } = await opened.list({ offset: 0, limit: 1000 });
  const ids = rows.map((row) => row.id);
  if (!store.keepsOrder) ids.sort();
  const raws = (await opened.get(ids)).map((m) => (store.losslessRaw ? m.raw : dataOf(m.raw)));
  const edges = (await opened.edges(ids)).map((e) => `${e.source} ${e.type} ${e.target}`).sort();
  return { raws, edges, roots: (await opened.children(null, { offset: 0, limit: 0 })).total };
}

async function opsFor(opened: MemoryStore, [kind, a, b]: Step): Promise<Op[]> {
  const { rows } = await opened.list({ offset: 0, limit: 1000 });
  const at = (n: number) => (rows.length > 0 ? n % rows.length : -1);
  const [one, other] = [rows[at(a)]?.id, rows[at(b)]?.id];
  if (kind === 'add') {
    const id = `n${a}`;
    return rows.some((row) => row.id === id) ? [] : [add(id, record(id, `Text ${b}`), other ?? null)];
  }
  if (one === undefined || other === undefined) return [];
  const [memory] = await opened.get([one]);
  if (!memory) return [];
  if (kind === 'text') {
    const before = JSON.stringify(dataOf(memory.raw).memory);
    return [update(one, ['memory'], before, JSON.stringify(`Edited ${b}`))];
  }
  const edges = await opened.edges([one]);
  if (kind === 'link') {
    const there = edges.some((e) => e.source === one && e.target === other);
    return there || one === other ? [] : [link(one, other, 'PARENT')];
  }
  const drop = edges.map((e) => unlink(e.source, e.target, e.type));
  if (kind === 'unlink') return drop.slice(0, 1);
  const previous = rows[at(a) - 1]?.id ?? null;
  return [...drop, { op: 'remove', key: one, raw: memory.raw, previous }];
}
