import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSqlite, type SqliteStore } from '../../../../src/engine/store/sqlite/sqliteStore';
import { edge, portions, record } from '../../../contract/samples';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const MEMORIES = IDS.map((id) => [id, record(id, id)] as const);

const id = fc.constantFrom(...IDS, 'absent');
const type = fc.constantFrom('PARENT', 'PARENT', 'PARENT', 'FOLLOWING');
const relation = fc.tuple(id, id, type).map(([source, target, name]) => edge(source, target, name));

async function tops(store: SqliteStore): Promise<string[]> {
  const page = await store.children(null, { offset: 0, limit: 100 });
  return page.rows.map((row) => row.id);
}

test('what stands at the top does not depend on the portions in which relations come', async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(relation, { maxLength: 14, selector: (one) => JSON.stringify(one) }),
    fc.integer({ min: 1, max: 5 }),
    async (relations, size) => {
      const [inPortions, whole] = await Promise.all([openSqlite(':memory:'), openSqlite(':memory:')]);
      try {
        await inPortions.import(portions(MEMORIES), { existing: 'replace' });
        await inPortions.import(portions([], relations, size), { existing: 'replace' });
        const put = MEMORIES.map(([key, raw]) => ({ id: key, raw, mark: '' }));
        await whole.mirror({ put, remove: [], edges: { list: relations }, state: '' });
        expect(await tops(inPortions)).toEqual(await tops(whole));
      } finally {
        inPortions.dispose();
        whole.dispose();
      }
    },
  );
  await fc.assert(property, { numRuns: 200 });
});
