import { describe, expect, test } from 'vitest';
import type { MemosFilter } from '../../src/engine/model/filterLanguage';
import type { MemoryStore } from '../../src/engine/store/port';
import type { Op } from '../../src/engine/model/change';
import { dataOf, edge, link, portions, record, unlink } from './samples';
import { useStores, type StoreCase } from './storeCase';

const PAGE = { offset: 0, limit: 100 };
const ids = (page: { rows: readonly { id: string }[] }): string[] => page.rows.map((row) => row.id);

/** Lists, trees, counts and neighbourhoods. */
export function reading(store: StoreCase): void {
  const { open } = useStores(store);

  async function family(): Promise<MemoryStore> {
    const opened = await open();
    const memories = [
      ['root', record('root', 'Garden', { type: 'topic', tags: ['home'], confidence: 90.5 })],
      ['rose', record('rose', 'Roses need pruning', { tags: ['home', 'plants'], confidence: 0.5 })],
      ['iris', record('iris', 'Irises bloom in May', { status: 'archived', tags: ['plants'] })],
      ['work', record('work', 'The office', { memory_type: 'UserMemory', confidence: 0.99 })],
    ] as const;
    const edges = [edge('root', 'rose'), edge('root', 'iris'), edge('rose', 'iris', 'RELATE')];
    await opened.import(portions(memories, edges), { existing: 'replace' });
    return opened;
  }

  describe('reading', () => {
    test('children come by parent, with how many children they have', async () => {
      const opened = await family();
      const roots = await opened.children(null, PAGE);
      expect(ids(roots).sort()).toEqual(['root', 'work']);
      expect(roots.total).toBe(2);
      expect(roots.rows.find((row) => row.id === 'root')).toMatchObject({
        key: 'root',
        title: 'Garden',
        type: 'LongTermMemory',
        kind: 'topic',
        status: 'activated',
        tags: ['home'],
        confidence: 0.905,
        chars: 6,
        childCount: 2,
      });
      const children = await opened.children('root', PAGE);
      expect(ids(children).sort()).toEqual(['iris', 'rose']);
      expect(children.rows.map((row) => row.childCount)).toEqual([0, 0]);
      expect(await opened.children('nobody', PAGE)).toEqual({ rows: [], total: 0 });
    });

    test('of memories that are each other’s parents in a ring, the first stands at the top', async () => {
      const opened = await open();
      const at = '2026-01-02T03:04:05Z';
      const memories = ['a', 'b', 'c', 'below', 'own', 'top'].map(
        (id, index) =>
          [id, record(id, id, { created_at: `2026-01-0${9 - index}T03:04:05Z`, updated_at: at })] as const,
      );
      const ring = [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'below'), edge('own', 'own')];
      await opened.import(portions(memories, ring), { existing: 'replace' });
      const tops = async () => ids(await opened.children(null, PAGE)).sort();
      expect(await tops()).toEqual(['a', 'own', 'top']);
      expect((await opened.children(null, PAGE)).total).toBe(3);
      expect(ids(await opened.children('a', PAGE))).toEqual(['b']);
      const edit = async (...ops: Op[]) => {
        const { outcome } = await opened.apply({ id: 'c', at, actor: 'user', reason: '', ops }, new Map());
        expect(outcome).toBe('applied');
      };
      // Led to from outside, the ring needs no top of its own; then again it does.
      await edit(link('top', 'b'));
      expect(await tops()).toEqual(['own', 'top']);
      await edit(unlink('top', 'b'));
      expect(await tops()).toEqual(['a', 'own', 'top']);
      await edit(unlink('b', 'c'));
      expect(await tops()).toEqual(['c', 'own', 'top']);
    });

    test('a memory becomes a root when its parent goes', async () => {
      const opened = await family();
      const removed = { op: 'remove', key: 'root', raw: '{}', previous: null } as const;
      const ops = [
        { op: 'unlink', edge: edge('root', 'iris'), index: 1 },
        { op: 'unlink', edge: edge('root', 'rose'), index: 0 },
        removed,
      ] as const;
      await opened.apply({ id: 'c', at: '', actor: 'user', reason: '', ops }, new Map());
      expect(ids(await opened.children(null, PAGE)).sort()).toEqual(['iris', 'rose', 'work']);
    });

    test('pages of a list follow each other without gap or overlap', async () => {
      const opened = await open();
      const memories = Array.from({ length: 25 }, (_, i) => [`m${i}`, record(`m${i}`, `Text ${i}`)] as const);
      await opened.import(portions(memories), { existing: 'replace' });
      const seen: string[] = [];
      for (let offset = 0; offset < 30; offset += 10) {
        const page = await opened.list({ offset, limit: 10 });
        expect(page.total).toBe(25);
        seen.push(...ids(page));
      }
      expect(new Set(seen).size).toBe(25);
      if (store.keepsOrder) expect(seen).toEqual(memories.map(([id]) => id));
    });

    test.each([
      [{ by: 'title', descending: false }, ['root', 'iris', 'rose', 'work']],
      [{ by: 'chars', descending: true }, ['iris', 'rose', 'work', 'root']],
      [{ by: 'type', descending: true }, ['work']],
      [{ by: 'confidence', descending: true }, ['work', 'root', 'rose', 'iris']],
    ] as const)('sorts by %j; memories without a value come last', async (sort, expected) => {
      const opened = await family();
      const sorted = ids(await opened.list({ ...PAGE, sort }));
      expect(sorted.slice(0, expected.length)).toEqual(expected);
      expect(sorted).toHaveLength(4);
    });

    test('filters by type, status and tag; all must hold', async () => {
      const opened = await family();
      expect(ids(await opened.list({ ...PAGE, types: ['UserMemory'] }))).toEqual(['work']);
      expect(ids(await opened.list({ ...PAGE, statuses: ['archived'] }))).toEqual(['iris']);
      expect(ids(await opened.list({ ...PAGE, tags: ['plants'] })).sort()).toEqual(['iris', 'rose']);
      const both = await opened.list({ ...PAGE, tags: ['plants'], statuses: ['activated'] });
      expect([ids(both), both.total]).toEqual([['rose'], 1]);
      const children = await opened.children('root', { ...PAGE, statuses: ['archived'] });
      expect([ids(children), children.total]).toEqual([['iris'], 1]);
    });

    test.each<[MemosFilter, string[]]>([
      [{ status: 'archived' }, ['iris']],
      [{ tags: { contains: 'plants' } }, ['iris', 'rose']],
      [{ memory: { like: 'need' } }, ['rose']],
      [{ memory: { like: '%' } }, []],
      [{ memory_type: { in: ['UserMemory', 'Other'] } }, ['work']],
      [{ confidence: { gt: 0.5, lte: 0.99 } }, ['work']],
      [{ confidence: { lt: 0.9 } }, ['rose']],
      [{ and: [{ status: 'activated' }, { tags: { contains: 'home' } }] }, ['root', 'rose']],
      [{ or: [{ status: 'archived' }, { id: 'work' }] }, ['iris', 'work']],
      [{ no_such_property: 'x' }, []],
      [{ memory: "x' OR '1'='1" }, []],
    ])("MemOS's filter %j", async (memos, expected) => {
      const opened = await family();
      expect(ids(await opened.list({ ...PAGE, memos })).sort()).toEqual(expected);
    });

    test('properties that end in _at are compared as times', async () => {
      const opened = await open();
      const memories = [
        ['a', record('a', 'A', { created_at: '2025-01-01T10:00:00+02:00' })],
        ['b', record('b', 'B', { created_at: '2025-01-01T09:00:00Z' })],
      ] as const;
      await opened.import(portions(memories), { existing: 'replace' });
      const before = await opened.list({ ...PAGE, memos: { created_at: { lt: '2025-01-01T08:30:00Z' } } });
      expect(ids(before)).toEqual(['a']);
    });

    test('a name of a property that is none is refused', async () => {
      const opened = await family();
      for (const name of ['a b', "a'b", 'a.b', 'a`b', '', '1a', 'ä']) {
        await expect(opened.list({ ...PAGE, memos: { [name]: 1 } })).rejects.toMatchObject({
          code: 'bad-argument',
        });
      }
    });

    test('memories come in the order asked for, unknown ones are left out', async () => {
      const opened = await family();
      const found = await opened.get(['work', 'nobody', 'root']);
      expect(found.map((memory) => memory.id)).toEqual(['work', 'root']);
      expect(dataOf(found[0]!.raw)).toMatchObject({ id: 'work', memory: 'The office' });
    });

    test('edges with an end among the memories', async () => {
      const opened = await family();
      const edges = (await opened.edges(['iris'])).map((e) => `${e.source} ${e.type} ${e.target}`).sort();
      expect(edges).toEqual(['root PARENT iris', 'rose RELATE iris']);
    });

    test('counts', async () => {
      const opened = await family();
      const counts = await opened.counts();
      expect(counts).toMatchObject({ memories: 4, edges: 3, vectors: [] });
      expect(counts.types).toContainEqual({ value: 'LongTermMemory', count: 3 });
      expect(counts.statuses).toContainEqual({ value: 'archived', count: 1 });
      expect(counts.tags).toContainEqual({ value: 'plants', count: 2 });
      expect(counts.edgeTypes).toEqual([
        { value: 'PARENT', count: 2 },
        { value: 'RELATE', count: 1 },
      ]);
    });

    test('a neighbourhood follows directions, types and depth', async () => {
      const opened = await family();
      const walk = async (id: string, query: object) => {
        const found = await opened.neighbourhood([id], { depth: 1, direction: 'out', limit: 10, ...query });
        return [...found.depth].sort().flat();
      };
      expect(await walk('rose', {})).toEqual(['iris', 1, 'rose', 0]);
      expect(await walk('rose', { direction: 'in' })).toEqual(['root', 1, 'rose', 0]);
      expect(await walk('rose', { direction: 'both', types: ['PARENT'] })).toEqual(['root', 1, 'rose', 0]);
      expect(await walk('iris', { direction: 'in', depth: 2, types: ['PARENT'] })).toEqual([
        'iris',
        0,
        'root',
        1,
      ]);
      expect(await walk('root', { depth: 0 })).toEqual(['root', 0]);
    });

    test('a neighbourhood stops at its limit, says so, and names only edges between its memories', async () => {
      const opened = await open();
      const memories = Array.from({ length: 30 }, (_, i) => [`m${i}`, record(`m${i}`, `Text ${i}`)] as const);
      const edges = memories.slice(1).map(([id]) => edge('m0', id));
      await opened.import(portions(memories, edges), { existing: 'replace' });
      const query = { depth: 3, direction: 'both', limit: 10 } as const;
      const found = await opened.neighbourhood(['m0'], query);
      expect([found.rows.length, found.edges.length, found.cut]).toEqual([10, 9, true]);
      const bare = await opened.neighbourhood(['m0'], { ...query, idsOnly: true });
      expect(bare).toEqual({ ...found, rows: [] });
      expect((await opened.neighbourhood(['m0'], { ...query, limit: 30 })).cut).toBe(false);
    });

    test('an abort is an AbortError and leaves the store usable', async () => {
      const opened = await family();
      const signal = AbortSignal.abort();
      const aborted = { name: 'AbortError' };
      await expect(opened.counts(signal)).rejects.toMatchObject(aborted);
      await expect(opened.list(PAGE, signal)).rejects.toMatchObject(aborted);
      await expect(opened.get(['root'], signal)).rejects.toMatchObject(aborted);
      await expect(
        opened.neighbourhood(['root'], { depth: 1, direction: 'out', limit: 1 }, signal),
      ).rejects.toMatchObject(aborted);
      expect((await opened.list(PAGE)).total).toBe(4);
    });
  });
}
