import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { sqliteModule } from '../../../../src/engine/store/sqlite/sqliteModule';
import { openSqlite, type SqliteStore } from '../../../../src/engine/store/sqlite/sqliteStore';
import { analyser, change, portions, record, update } from '../../../contract/samples';

const open: SqliteStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
});

const text = fc
  .array(fc.constantFrom('red', 'rose', 'bus', 'car', 'tree', '树', 'it'), { maxLength: 12 })
  .map((words) => words.join(' '));
const edits = fc.array(fc.tuple(fc.nat(29), fc.option(text, { nil: undefined })), { maxLength: 20 });

/** A store of these texts after some of them were written anew, or removed; with the texts that are left. */
async function edited(texts: readonly string[], steps: readonly (readonly [number, string | undefined])[]) {
  const store = await openSqlite(':memory:', { analyser });
  open.push(store);
  const memories = texts.map((each, i) => [`m${i}`, record(`m${i}`, each)] as const);
  await store.import(portions(memories, [], 7), { existing: 'replace' });
  const left = new Map(texts.map((each, i) => [`m${i}`, each]));
  for (const [at, next] of steps) {
    const id = `m${at % texts.length}`;
    const before = left.get(id);
    if (before === undefined) continue;
    const remove = { op: 'remove', key: id, raw: '{}', previous: null } as const;
    const op =
      next === undefined ? remove : update(id, ['memory'], JSON.stringify(before), JSON.stringify(next));
    await store.apply(change(op), new Map());
    if (next === undefined) left.delete(id);
    else left.set(id, next);
  }
  return { store, left };
}

/** What SQLite's own full-text search makes of the same texts, by id. */
function byFts5(texts: ReadonlyMap<string, string>, terms: readonly string[]): [string, number][] {
  const database = new (sqliteModule().DatabaseSync)(':memory:');
  database.exec(`CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, text, tokenize = 'unicode61')`);
  const insert = database.prepare('INSERT INTO words VALUES (?, ?)');
  for (const [id, each] of texts) insert.run(id, each);
  const match = terms.map((term) => `"${term}"`).join(' OR ');
  const rows = database.prepare('SELECT id, -bm25(words) AS score FROM words WHERE words MATCH ?').all(match);
  database.close();
  return rows.map((row) => [String(row['id']), Number(row['score'])]);
}

describe('words in SQLite', () => {
  test('score as in FTS5, whatever was written before', async () => {
    const property = fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 30 }),
      edits,
      fc.uniqueArray(fc.constantFrom('red', 'rose', 'bus', '树', 'absent'), { minLength: 1 }),
      async (texts, steps, terms) => {
        const { store, left } = await edited(texts, steps);
        const found = await store.lexical({ terms, limit: 100 });
        const scores = new Map(found.map(({ id, score }) => [id, score]));
        const expected = byFts5(left, terms);
        expect([...scores.keys()].sort()).toEqual(expected.map(([id]) => id).sort());
        for (const [id, score] of expected) expect(scores.get(id)).toBeCloseTo(score, 9);
        expect(await store.damage()).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  test('of equal scores the older memory comes first, and the limit keeps the best', async () => {
    const { store } = await edited(['bus', 'red rose', 'bus', 'red', 'bus'], []);
    const find = async (limit: number) =>
      (await store.lexical({ terms: ['bus', 'red'], limit })).map(({ id }) => id);
    const all = await find(10);
    expect(all).toEqual(['m3', 'm1', 'm0', 'm2', 'm4'].sort((a, b) => all.indexOf(a) - all.indexOf(b)));
    for (let limit = 0; limit <= 5; limit++) expect(await find(limit)).toEqual(all.slice(0, limit));
    expect(all.filter((id) => id !== 'm3' && id !== 'm1')).toEqual(['m0', 'm2', 'm4']);
  });

  test('a change that is refused leaves them as they were', async () => {
    const { store } = await edited(['red rose'], []);
    const ops = [
      update('m0', ['memory'], '"red rose"', '"blue bus"'),
      update('m0', ['memory'], '"something else"', '"green"'),
    ];
    expect((await store.apply(change(...ops), new Map())).outcome).toBe('conflict');
    expect(await store.lexical({ terms: ['red'], limit: 5 })).toHaveLength(1);
    expect(await store.lexical({ terms: ['blue'], limit: 5 })).toEqual([]);
    expect(await store.damage()).toEqual([]);
  });

  test(
    'more memories than a block holds, most of which a filter keeps back',
    { timeout: 30_000 },
    async () => {
      const store = await openSqlite(':memory:', { analyser });
      open.push(store);
      const memories = Array.from({ length: 4600 }, (_, i) => {
        const status = i % 4 === 0 ? 'archived' : 'activated';
        return [`m${i}`, record(`m${i}`, i % 2 === 0 ? 'red rose' : 'bus', { status })] as const;
      });
      await store.import(portions(memories, [], 500), { existing: 'replace' });
      const ask = { terms: ['red'], limit: 100 };
      expect(await store.lexical({ ...ask, limit: 5000 })).toHaveLength(2300);
      for (const statuses of [['archived'], ['activated']]) {
        const found = await store.lexical({ ...ask, statuses });
        const remainder = statuses[0] === 'archived' ? 0 : 2;
        const expected = memories.flatMap(([id], i) => (i % 4 === remainder ? [id] : []));
        expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 100));
      }
      expect(await store.lexical({ ...ask, statuses: ['activated', 'archived'] })).toHaveLength(100);
    },
  );
});
