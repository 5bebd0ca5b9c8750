/** One database, two cubes: no operation of the port reaches from one into the other, ids known or not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import { listTenants, testNeo4j } from '../../src/engine/store/neo4j/inspect';
import {
  add,
  analyser,
  change,
  edge,
  link,
  portions,
  record,
  unit,
  unlink,
  update,
} from '../contract/samples';
import { connect, cypher, freshTenant, openStore, removeTenant } from './places';
import { inject } from 'vitest';

const PAGE = { offset: 0, limit: 100 };
const NONE = new Map<string, string | null>();
const TAG = { name: 'e@1', dimensions: 2 };

let mine: Neo4jStore;
let theirs: Neo4jStore;
let names: string[];
let before: unknown;

beforeEach(async () => {
  names = [freshTenant(), freshTenant()];
  [mine, theirs] = [await openStore(names[0]), await openStore(names[1])];
  const secret = [
    ['secret', record('secret', 'The secret rose', { tags: ['secret'], key: 'secret' })],
    ['hidden', record('hidden', 'Hidden', { embedding: [1, 0] })],
  ] as const;
  await theirs.import(portions(secret, [edge('secret', 'hidden')]), { existing: 'replace' });
  const [text] = (await theirs.unembedded(TAG, '', 10)).filter(({ id }) => id === 'secret');
  await theirs.putVectors(TAG, [{ ...text!, vector: unit(1, 0), taken: true }]);
  await mine.import(portions([['own', record('own', 'My own rose')]]), { existing: 'replace' });
  before = await everythingOf(names[1]!);
});
afterEach(async () => {
  expect(await everythingOf(names[1]!)).toEqual(before);
  mine.dispose();
  theirs.dispose();
  for (const name of names) await removeTenant(name);
});

async function everythingOf(tenant: string): Promise<unknown> {
  return cypher(
    `MATCH (n:Memory|MemCubeVector {user_name: $tenant})
     RETURN properties(n) AS node, [(n)-[r]-(b) | [type(r), b.id]] AS relations ORDER BY labels(n)[0], n.id`,
    { tenant },
  );
}

describe('reading', () => {
  test('lists, counts, memories and relations', async () => {
    expect((await mine.list(PAGE)).rows.map((row) => row.id)).toEqual(['own']);
    expect((await mine.list({ ...PAGE, memos: { user_name: names[1]! } })).total).toBe(0);
    expect((await mine.list({ ...PAGE, memos: { or: [{ id: 'secret' }, { id: 'own' }] } })).total).toBe(1);
    expect((await mine.children(null, PAGE)).total).toBe(1);
    expect((await mine.children('secret', PAGE)).total).toBe(0);
    expect(await mine.get(['secret', 'hidden'])).toEqual([]);
    expect(await mine.edges(['secret', 'hidden'])).toEqual([]);
    expect(await mine.counts()).toMatchObject({ memories: 1, edges: 0, tags: [], vectors: [] });
  });

  test('a relation that somebody drew from one tenant to another is not seen from either', async () => {
    const draw = `MATCH (a:Memory {id: 'own'}), (b:Memory {id: 'secret'}) CREATE (a)-[r:PARENT]->(b) RETURN elementId(r) AS id`;
    const [drawn] = await cypher<{ id: string }>(draw);
    expect((await mine.list(PAGE)).rows[0]!.childCount).toBe(0);
    expect((await mine.children('own', PAGE)).total).toBe(0);
    expect(await mine.edges(['own'])).toEqual([]);
    expect((await mine.counts()).edges).toBe(0);
    const walk = await mine.neighbourhood(['own'], { depth: 3, direction: 'both', limit: 10 });
    expect([...walk.depth.keys()]).toEqual(['own']);
    expect((await theirs.children(null, PAGE)).rows.map((row) => row.id)).toEqual(['secret']);
    for await (const part of mine.export()) if (part.kind === 'edges') expect(part.edges).toEqual([]);
    await cypher('MATCH ()-[r]->() WHERE elementId(r) = $id DELETE r', drawn);
  });

  test('candidates, vectors and neighbourhoods', async () => {
    expect((await mine.lexical({ terms: ['rose'], limit: 10 })).map(({ id }) => id)).toEqual(['own']);
    const query = { vector: unit(1, 0), embedder: TAG, limit: 10 };
    expect(await mine.vector(query)).toEqual([]);
    expect(await mine.vector({ ...query, embedder: { name: '', dimensions: 2 } })).toEqual([]);
    expect((await mine.vectors(['secret'], TAG)).size).toBe(0);
    expect((await mine.vectors(['hidden'], { name: '', dimensions: 2 })).size).toBe(0);
    expect(await mine.digests(['secret', 'hidden'], { analyser, embedder: TAG })).toEqual([]);
    expect((await mine.unembedded(TAG, '', 10)).map(({ id }) => id)).toEqual(['own']);
    expect(await mine.unchecked(TAG, { after: '' }, 10)).toEqual([]);
    expect(await mine.unchecked(TAG, { ids: ['secret'] }, 10)).toEqual([]);
    const walk = await mine.neighbourhood(['secret'], { depth: 3, direction: 'both', limit: 10 });
    expect([walk.rows, walk.edges, walk.depth.size]).toEqual([[], [], 0]);
  });

  test('an export', async () => {
    const ids: string[] = [];
    for await (const part of mine.export()) {
      if (part.kind === 'memories') ids.push(...part.memories.map(({ id }) => id));
      else expect(part.edges).toEqual([]);
    }
    expect(ids).toEqual(['own']);
    expect((await mine.portion(['own', 'secret', 'hidden'])).map(({ id }) => id)).toEqual(['own']);
  });
});

describe('writing', () => {
  test('edits and removals by a known id are conflicts, as for an id that is not there', async () => {
    const conflict = { outcome: 'conflict', ids: ['secret'] };
    const [version] = (await theirs.get(['secret'])).map((memory) => memory.version);
    const edit = change(update('secret', ['memory'], '"The secret rose"', '"Mine"'));
    expect(await mine.apply(edit, NONE)).toEqual(conflict);
    expect(await mine.apply(edit, new Map([['secret', version!]]))).toEqual(conflict);
    const gone = change({ op: 'remove', key: 'secret', raw: '{}', previous: null });
    expect(await mine.apply(gone, NONE)).toEqual(conflict);
    expect(await mine.apply(change(link('own', 'secret')), NONE)).toEqual(conflict);
    expect(await mine.apply(change(unlink('secret', 'hidden')), NONE)).toMatchObject({ outcome: 'conflict' });
  });

  test('an id of another tenant is refused and not taken over', async () => {
    const refused = { code: 'duplicate-id' };
    const taken = record('secret', 'Taken over');
    await expect(mine.apply(change(add('secret', taken)), NONE)).rejects.toMatchObject(refused);
    for (const existing of ['replace', 'keep'] as const) {
      const importing = mine.import(portions([['secret', taken]]), { existing });
      await expect(importing).rejects.toMatchObject(refused);
    }
  });

  test('edges and vectors for memories of another tenant are left out', async () => {
    const done = await mine.import(portions([], [edge('own', 'secret'), edge('secret', 'hidden', 'X')]), {
      existing: 'replace',
    });
    expect(done.edges).toBe(0);
    const [text] = (await theirs.unembedded({ name: 'f', dimensions: 2 }, '', 10)).slice(-1);
    await mine.putVectors({ name: 'f', dimensions: 2 }, [{ ...text!, vector: unit(0, 1) }]);
    await mine.putVectors({ name: '', dimensions: 2 }, [{ ...text!, vector: unit(0, 1) }]);
  });

  test.each([
    ['metadata.user_name', ['metadata', 'user_name']],
    ['metadata.info.user_name', ['metadata', 'info', 'user_name']],
    ['metadata.id', ['metadata', 'id']],
    ['id', ['id']],
  ])('a memory cannot be moved to another tenant by setting %s', async (_, path) => {
    const before = path[0] === 'id' ? '"own"' : null;
    const edit = mine.apply(change(update('own', path, before, JSON.stringify(names[1]))), NONE);
    await expect(edit).rejects.toMatchObject({ code: 'bad-argument' });
    const smuggled = record('smuggled', 'x', { user_name: names[1], info: { user_name: names[1], id: 'y' } });
    await mine.apply(change(add('smuggled', smuggled)), NONE);
    expect((await mine.get(['smuggled'])).length).toBe(1);
  });

  test.each(['PARENT]->() DETACH DELETE n //', 'A B', 'A`B', '', '1A', 'ÄB'])(
    'the type of an edge cannot be %j',
    async (type) => {
      await mine.apply(change(add('other', record('other', 'x'))), NONE);
      const refused = { code: 'bad-argument' };
      await expect(mine.apply(change(link('own', 'other', type)), NONE)).rejects.toMatchObject(refused);
      const importing = mine.import(portions([], [edge('own', 'other', type)]), { existing: 'keep' });
      await expect(importing).rejects.toMatchObject(refused);
    },
  );

  test("others' writes are not told", async () => {
    const events: unknown[] = [];
    mine.subscribe((event) => events.push(event));
    await theirs.apply(change(add('third', record('third', 'x'))), NONE);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(events).toEqual([]);
    await theirs.apply(change({ op: 'remove', key: 'third', raw: '{}', previous: null }), NONE);
  });
});

test('the tenants of a database, with how many memories and the last change', async () => {
  const connection = await connect(undefined);
  const tenants = await listTenants(connection);
  connection.dispose();
  expect(tenants).toContainEqual({ name: names[0], memories: 1, lastChange: undefined });
  expect(tenants).toContainEqual({ name: names[1], memories: 2, lastChange: undefined });
});

test('a test of the connection tells what is there', async () => {
  const { uri, database, user, password } = inject('neo4j');
  const report = await testNeo4j({ uri, database }, { user, password });
  expect(report.server).toEqual({ version: '5.26.16', edition: 'community' });
  expect(report.databases).toContain('neo4j');
  expect(report.tenants.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  expect(report.vectorsElsewhere).toBe(false);
});

test('without a tenant the whole database is one cube, as with use_multi_db', async () => {
  const all = await openStore(undefined);
  expect((await all.get(['own', 'secret'])).map(({ id }) => id)).toEqual(['own', 'secret']);
  all.dispose();
});
