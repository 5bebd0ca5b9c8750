import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CubeSession } from '../../../src/engine/cube/session/cubeSession';
import type { Op } from '../../../src/engine/model/change';
import { simpleAnalyser } from '../../../src/engine/store/sqlite/simpleAnalyser';
import { sqliteModule } from '../../../src/engine/store/sqlite/sqliteModule';
import { indexCube, type CubeIndex, type IndexOptions } from '../../../src/engine/transfer/indexCube';
import { by, cubeWith, emptyFolder, fixtureCube, set, testContext, TREE } from '../cube/session/testCube';

const PAGE = { offset: 0, limit: 10_000 };
const opened: { dispose(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.dispose();
});

async function open(folder: string): Promise<CubeSession> {
  const session = await CubeSession.open(testContext(), folder);
  opened.push(session);
  return session;
}

async function index(session: CubeSession, options?: IndexOptions): Promise<CubeIndex> {
  const made = await indexCube(session, options);
  opened.push(made);
  return made;
}

const found = async ({ store }: CubeIndex, ...terms: string[]): Promise<string[]> =>
  (await store.lexical({ terms, limit: 20 })).map((candidate) => candidate.id);

/** What index and cube must agree on. */
async function expectEqual({ store }: CubeIndex, { memory }: CubeSession): Promise<void> {
  const { rows } = await store.list(PAGE);
  expect(rows.map((row) => row.id)).toEqual([...memory.rows()].map((row) => row.key));
  expect(rows.map((row) => row.title)).toEqual([...memory.rows()].map((row) => row.title));
  const keys = rows.map((row) => row.id);
  const edges = (await store.edges(keys)).map((e) => `${e.source} ${e.type} ${e.target}`).sort();
  const known = new Set(keys);
  const inFile = memory.edges.slots
    .map(({ edge }) => edge)
    .filter((edge) => known.has(edge.source) || known.has(edge.target));
  expect(edges).toEqual(inFile.map((e) => `${e.source} ${e.type} ${e.target}`).sort());
  expect(await store.damage()).toEqual([]);
}

describe('the index of a folder cube', () => {
  test.each(['mem_cube_2', 'mem_cube_tree'] as const)('holds what %s holds', async (name) => {
    const folder = await fixtureCube(name);
    const session = await open(folder);
    const before = await readFile(session.textFile);
    const made = await index(session);
    await expectEqual(made, session);
    expect(existsSync(join(folder, '.memcube/index.sqlite'))).toBe(true);
    expect(await readFile(session.textFile)).toEqual(before);
  });

  const FORMATS: [string, string][] = [
    [
      'general_text',
      '[{"id": "g", "vector": [0.6, 0.8], "payload": {"memory": "green tea", "metadata": {"key": "tea"}}}]',
    ],
    ['naive_text', '[{"memory": "green tea", "metadata": {}}]'],
    [
      'pref_text',
      `{"explicit_preference": [{"id": "p", "vector": [1, 0], "memory": "green tea",
        "payload": {"preference_type": "explicit_preference", "preference": "tea"}}], "implicit_preference": []}`,
    ],
  ];
  test.each(FORMATS)('reads %s', async (_, text) => {
    const session = await open(await cubeWith(text));
    const made = await index(session);
    const [key] = [...session.memory.rows()].map((row) => row.key);
    expect(await found(made, 'green')).toEqual([key]);
    const own = { name: '', dimensions: 2 };
    const vectors = await made.store.vectors([key!], own);
    expect(vectors.size).toBe(text.includes('vector') ? 1 : 0);
  });

  test('follows edits, undo and redo before they are saved', async () => {
    const session = await open(await cubeWith(TREE));
    const made = await index(session);
    const change = await session.apply(set(session, 'a', ['memory'], '"aubergine"'), by);
    await made.refresh();
    expect([await found(made, 'aubergine'), await found(made, 'first')]).toEqual([['a'], []]);
    await session.undo(change);
    await made.refresh();
    expect([await found(made, 'aubergine'), await found(made, 'first')]).toEqual([[], ['a']]);
    await session.redo(change);
    await made.refresh();
    await expectEqual(made, session);
  });

  test('follows memories and relations that come and go', async () => {
    const session = await open(await cubeWith(TREE));
    const made = await index(session);
    const raw = '{"id": "n", "memory": "nectarine", "metadata": {}}';
    const ops: Op[] = [
      { op: 'add', key: 'n', raw, previous: 'a' },
      { op: 'link', edge: { source: 'n', target: 'c', type: 'RELATE' }, index: 99 },
    ];
    const change = await session.apply(ops, by);
    await made.refresh();
    await expectEqual(made, session);
    await session.undo(change);
    await made.refresh();
    await expectEqual(made, session);
    expect(await found(made, 'nectarine')).toEqual([]);
  });

  test('opened again, it is used as it is, and brought up to date where the file was changed', async () => {
    const folder = await cubeWith(TREE);
    const first = await index(await open(folder));
    const version = (await first.store.get(['a']))[0]!.version;
    first.dispose();
    const again = await index(await open(folder));
    expect((await again.store.get(['a']))[0]!.version).toBe(version);
    again.dispose();

    await writeFile(join(folder, 'textual_memory.json'), TREE.replace('second', 'elsewhere'));
    const session = await open(folder);
    const made = await index(session);
    expect(await found(made, 'elsewhere')).toEqual(['b']);
    expect((await made.store.get(['a']))[0]!.version).toBe(version);
    await expectEqual(made, session);
  });

  test('a vector that stays while the text beside it changes is stale, by whomever, until the text is back', async () => {
    const text = (memory: string): string =>
      JSON.stringify([{ id: 'g', vector: [0.6, 0.8], payload: { memory, metadata: {} } }]);
    const folder = await cubeWith(text('green tea'));
    const own = { name: '', dimensions: 2 };
    const fresh = async (made: CubeIndex): Promise<number> => (await made.store.vectors(['g'], own)).size;
    const session = await open(folder);
    const made = await index(session);
    expect(await fresh(made)).toBe(1);
    const change = await session.apply(set(session, 'g', ['memory'], '"black tea"'), by);
    await made.refresh();
    expect(await fresh(made)).toBe(0);
    await session.undo(change);
    await made.refresh();
    expect(await fresh(made)).toBe(1);
    made.dispose();
    await writeFile(join(folder, 'textual_memory.json'), text('white tea'));
    expect(await fresh(await index(await open(folder)))).toBe(0);
  });

  test('memories with one id twice go by the keys of the session', async () => {
    const twice = '{"nodes": [{"id": "x", "memory": "one"}, {"id": "x", "memory": "two"}], "edges": []}';
    const session = await open(await cubeWith(twice));
    const made = await index(session);
    expect(await found(made, 'two')).toEqual(['x#2']);
    await expectEqual(made, session);
  });

  test('two windows that hold different edits each find their own', async () => {
    const folder = await cubeWith(TREE);
    const [one, two] = [await open(folder), await open(folder)];
    const [first, second] = [await index(one), await index(two)];
    await one.apply(set(one, 'a', ['memory'], '"apple"'), by);
    await two.apply(set(two, 'a', ['memory'], '"avocado"'), by);
    await first.refresh();
    expect([await found(first, 'apple'), await found(first, 'avocado')]).toEqual([['a'], []]);
    await second.refresh();
    expect([await found(second, 'apple'), await found(second, 'avocado')]).toEqual([[], ['a']]);
    await first.refresh();
    expect(await found(first, 'apple')).toEqual(['a']);
  });

  test('another way to take texts apart builds it anew', async () => {
    const folder = await cubeWith(TREE);
    (await index(await open(folder), { analyser: { ...simpleAnalyser, name: 'one' } })).dispose();
    const session = await open(folder);
    const made = await index(session, {
      analyser: { name: 'two', terms: (text) => [`n${text.split('\n')[0]!.length}`], digest: () => '' },
    });
    expect(await found(made, 'n5')).toEqual(['a', 'c']);
    await expectEqual(made, session);
  });

  const DAMAGED: [string, Buffer][] = [
    ['is no database', Buffer.from('not a database at all '.repeat(500))],
    ['is empty', Buffer.alloc(0)],
    ['was cut short', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000)])],
  ];
  test.each(DAMAGED)('one that %s is built anew', async (_, content) => {
    const folder = await cubeWith(TREE);
    await mkdir(join(folder, '.memcube'));
    await writeFile(join(folder, '.memcube/index.sqlite'), content);
    const session = await open(folder);
    await expectEqual(await index(session), session);
  });

  test('a file that brings triggers along is not used', async () => {
    const folder = await cubeWith(TREE);
    (await index(await open(folder))).dispose();
    const file = join(folder, '.memcube/index.sqlite');
    const database = new (sqliteModule().DatabaseSync)(file);
    database.exec('CREATE TRIGGER t AFTER UPDATE ON memories BEGIN DELETE FROM memories; END');
    database.close();
    await writeFile(join(folder, 'textual_memory.json'), TREE.replace('second', 'elsewhere'));
    const session = await open(folder);
    await expectEqual(await index(session), session);
  });

  test('a link in its place is not followed', async () => {
    const folder = await cubeWith(TREE);
    const elsewhere = join(await emptyFolder(), 'victim');
    await writeFile(elsewhere, 'precious');
    await mkdir(join(folder, '.memcube'));
    await symlink(elsewhere, join(folder, '.memcube/index.sqlite'));
    const made = await index(await open(folder));
    expect(made.store.info.location).toBe(':memory:');
    expect(await readFile(elsewhere, 'utf8')).toBe('precious');
  });

  test('a cube that is open for reading only is indexed in memory', async () => {
    const folder = await cubeWith(TREE);
    const session = await CubeSession.open(testContext(), folder, { readOnly: true });
    opened.push(session);
    const made = await index(session);
    expect(made.store.info.location).toBe(':memory:');
    expect(existsSync(join(folder, '.memcube'))).toBe(false);
    await expectEqual(made, session);
  });

  test('building tells how far it is, and can be aborted and gone on with', async () => {
    const nodes = Array.from({ length: 3000 }, (_, i) => ({
      id: `m${i}`,
      memory: `text ${i}`,
      metadata: {},
    }));
    const session = await open(await cubeWith(JSON.stringify({ nodes, edges: [] })));
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const broken = indexCube(session, { signal: stop.signal, onProgress });
    await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
    const shares: number[] = [];
    const made = await index(session, { onProgress: (share) => shares.push(share) });
    await expectEqual(made, session);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});
