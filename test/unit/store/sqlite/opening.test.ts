import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../../../src/engine/store/sqlite/schema';
import { sqliteModule } from '../../../../src/engine/store/sqlite/sqliteModule';
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';
import type { Analyser } from '../../../../src/engine/store/port';
import type { Renewal } from '../../../../src/engine/store/sqlite/renewal';
import { add, change, portions, record, update } from '../../../contract/samples';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'memcube-open-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name = 'cube.sqlite') => path.join(folder, name);

function database(sql: string): void {
  const made = new (sqliteModule().DatabaseSync)(at());
  made.exec(sql);
  made.close();
}

describe('opening an SQLite store', () => {
  test('one of the first version is brought to the present one, and keeps its memories', async () => {
    const raw = record('a', 'alpha');
    const summary = JSON.stringify({ key: 'a', id: 'a', title: 'alpha', tags: [] });
    database(`${MIGRATIONS[0]}
      CREATE VIRTUAL TABLE words USING fts5(terms, content = '', contentless_delete = 1, tokenize = 'ascii');
      INSERT INTO memories (n, id, position, version, type, status, title, chars, uses, hash, summary, raw)
        VALUES (1, 'a', 1, 1, '', 'activated', 'alpha', 5, 0, 'h', '${summary}', '${raw}');
      INSERT INTO words (rowid, terms) VALUES (1, 'alpha');
      PRAGMA user_version = 1; PRAGMA application_id = ${APPLICATION_ID};`);
    const store = await openSqlite(at());
    expect((await store.get(['a']))[0]!.raw).toBe(raw);
    await store.apply(change(add('b', record('b', 'alpha beta'), 'a')), new Map());
    const found = await store.lexical({ terms: ['alpha'], limit: 5 });
    expect(found.map((candidate) => candidate.id).sort()).toEqual(['a', 'b']);
    expect(store.marks()).toEqual(
      new Map([
        ['a', ''],
        ['b', ''],
      ]),
    );
    store.dispose();
  });

  test('one of a newer version is refused and left alone', async () => {
    database(`PRAGMA user_version = ${SCHEMA_VERSION + 1}; PRAGMA application_id = ${APPLICATION_ID};`);
    await expect(openSqlite(at())).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('a database of something else is refused and left alone', async () => {
    database('CREATE TABLE customers (name TEXT)');
    await expect(openSqlite(at())).rejects.toMatchObject({ code: 'bad-shape' });
  });

  test('a file that is no database is refused', async () => {
    await writeFile(at(), 'This is a letter. '.repeat(100));
    await expect(openSqlite(at())).rejects.toMatchObject({ code: 'bad-shape', place: { file: at() } });
  });

  test('a folder that does not exist is named', async () => {
    const missing = path.join(folder, 'no/such/cube.sqlite');
    await expect(openSqlite(missing)).rejects.toMatchObject({ code: 'io', place: { file: missing } });
  });

  test('one that is open for reading only refuses every write', async () => {
    const made = await openSqlite(at());
    await made.import(portions([['a', record('a', 'alpha')]]), { existing: 'replace' });
    made.dispose();
    const store = await openSqlite(at(), { readOnly: true });
    expect((await store.list({ offset: 0, limit: 5 })).total).toBe(1);
    const refused = { code: 'read-only' };
    await expect(store.apply(change(add('b', record('b', 'b'))), new Map())).rejects.toMatchObject(refused);
    await expect(store.putVectors({ name: 'e', dimensions: 1 }, [])).rejects.toMatchObject(refused);
    await expect(
      store.import(portions([['c', record('c', 'c')]]), { existing: 'keep' }),
    ).rejects.toMatchObject(refused);
    store.dispose();
  });

  test('words kept in another way are made anew when it is opened for writing', async () => {
    const made = await openSqlite(at());
    await made.import(portions([['a', record('a', 'alpha beta')]]), { existing: 'replace' });
    made.dispose();
    const letters: Analyser = { name: 'letters', terms: (text) => [...text], digest: (_, row) => row.title };
    const looking = await openSqlite(at(), { readOnly: true, analyser: letters });
    expect(await looking.lexical({ terms: ['alpha'], limit: 5 })).toHaveLength(1);
    expect((await looking.digests(['a'], { analyser: letters }))[0]!.digest).toBe('alpha beta');
    looking.dispose();
    const store = await openSqlite(at(), { analyser: letters });
    expect(await store.lexical({ terms: ['alpha'], limit: 5 })).toEqual([]);
    expect(await store.lexical({ terms: ['p'], limit: 5 })).toHaveLength(1);
    expect(await store.damage()).toEqual([]);
    store.dispose();
  });

  describe('of many memories, making words anew', () => {
    const letters: Analyser = { name: 'letters', terms: (text) => [...text], digest: (_, row) => row.title };
    const COUNT = 1200;
    beforeEach(async () => {
      const made = await openSqlite(at());
      const memories = Array.from({ length: COUNT }, (_, i) => [`m${i}`, record(`m${i}`, `x${i}`)] as const);
      await made.import(portions(memories), { existing: 'replace' });
      made.dispose();
    });

    /** Opens it until so many memories are made anew, then stops. */
    async function stopped(analyser: Analyser, after: number): Promise<number[]> {
      const stop = new AbortController();
      const told: number[] = [];
      const opening = openSqlite(at(), {
        analyser,
        renew: (run, memories) => {
          expect(memories).toBe(COUNT);
          return run(stop.signal, (done) => {
            told.push(done);
            if (done >= after) stop.abort();
          });
        },
      });
      await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
      return told;
    }

    async function expectWhole(analyser: Analyser, told: number[] = []): Promise<void> {
      const renew = (run: Renewal) => run(undefined, (done) => told.push(done));
      const store = await openSqlite(at(), { analyser, renew });
      expect(await store.lexical({ terms: ['x'], limit: 5000 })).toHaveLength(COUNT);
      expect(await store.damage()).toEqual([]);
      store.dispose();
    }

    test('tells how far it is, can be stopped, and goes on from there', async () => {
      const told = await stopped(letters, 400);
      expect(told.length).toBeGreaterThan(1);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      const rest: number[] = [];
      await expectWhole(letters, rest);
      expect(rest[0]).toBeGreaterThan(told.at(-1)!);
      expect(rest.at(-1)).toBe(COUNT);
    });

    test('begins again where it was stopped on the way to another one', async () => {
      await stopped(letters, 400);
      await stopped({ ...letters, name: 'others', terms: () => ['y'] }, 400);
      await expectWhole(letters);
    });

    test('is shared by two who open it at once, and keeps what one of them writes meanwhile', async () => {
      let first: (() => Promise<unknown>) | undefined = async () => {
        const store = await openSqlite(at(), { analyser: letters });
        await store.apply(change(update('m1100', ['memory'], '"x1100"', '"xz"')), new Map());
        store.dispose();
      };
      const renew = (run: Renewal) =>
        run(undefined, () => {
          const once = first;
          first = undefined;
          if (once) others.push(once());
        });
      const others: Promise<unknown>[] = [];
      const store = await openSqlite(at(), { analyser: letters, renew });
      await Promise.all(others);
      expect(others).toHaveLength(1);
      expect((await store.lexical({ terms: ['z'], limit: 5 })).map(({ id }) => id)).toEqual(['m1100']);
      expect(await store.lexical({ terms: ['x'], limit: 5000 })).toHaveLength(COUNT);
      expect(await store.damage()).toEqual([]);
      store.dispose();
    });
  });
});
