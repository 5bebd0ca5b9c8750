import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../../../src/engine/store/sqlite/schema';
import { sqliteModule } from '../../../../src/engine/store/sqlite/sqliteModule';
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';
import type { Analyser } from '../../../../src/engine/store/port';
import { add, change, portions, record } from '../../../contract/samples';

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
});
