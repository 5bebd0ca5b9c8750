/** A cube from a folder to Neo4j and on to a folder: what Neo4j changes, all of it told, and nothing half done. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/engine/base/context';
import { CubeSession } from '../../src/engine/cube/session/cubeSession';
import { loadText } from '../../src/engine/cube/session/loadText';
import type { LossReport } from '../../src/engine/model/store';
import type { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import { copyTo } from '../../src/engine/transfer/copyTo';
import { add, change, dataOf, record } from '../contract/samples';
import { freshTenant, openStore, removeTenant } from './places';

const FIXTURES = path.join(import.meta.dirname, '../fixtures/cubes');
const context = { now: () => new Date(), newId: () => 'id', log: silentLogger };
const folder = () => mkdtemp(path.join(tmpdir(), 'memcube-copy-'));

const opened: { store: Neo4jStore; tenant: string }[] = [];
afterEach(async () => {
  for (const { store, tenant } of opened.splice(0)) {
    store.dispose();
    await removeTenant(tenant);
  }
});

async function freshStore(): Promise<Neo4jStore> {
  const tenant = freshTenant();
  const store = await openStore(tenant);
  opened.push({ store, tenant });
  return store;
}

const openCube = (place: string) => CubeSession.open(context, place, { readOnly: true, recover: false });

/** A text memory through Neo4j: what came back, and the two reports. */
async function roundTrip(place: string): Promise<{ to: string; there: LossReport; back: LossReport }> {
  const session = await openCube(place);
  const store = await freshStore();
  const there = await copyTo({ session }, { kind: 'store', store });
  const to = path.join(await folder(), 'back');
  const back = await copyTo({ store }, { kind: 'folder', folder: to });
  await session.dispose();
  return { to, there, back };
}

const nodesOf = async (place: string) => {
  const text = await readFile(path.join(place, 'textual_memory.json'), 'utf8');
  const { nodes } = JSON.parse(text) as { nodes: { id: string }[] };
  return new Map(nodes.map((node) => [node.id, node]));
};

describe('a tree that MemOS wrote, to Neo4j and back', () => {
  test('differs in what Neo4j forces, and every difference is told', async () => {
    const place = path.join(FIXTURES, 'mem_cube_tree');
    const { to, there, back } = await roundTrip(place);
    expect(there).toMatchObject({ memories: 4, edges: 0 });
    expect(there.counts).toEqual({ 'member-order': 4, 'white-space': 4 });
    expect(back.counts).toEqual({});
    const [before, after] = [await nodesOf(place), await nodesOf(to)];
    // Apart from what the report names, each memory is the same data, its vector to the last digit.
    const told = new Set(there.losses.map(({ memory, field }) => `${memory} ${field}`));
    for (const [id, node] of before) {
      const [a, b] = [dataOf(JSON.stringify(node)), dataOf(JSON.stringify(after.get(id)))];
      expect(b.memory).toBe(a.memory);
      expect(Object.keys(b.metadata).sort()).toEqual(Object.keys(a.metadata).sort());
      for (const [name, value] of Object.entries(a.metadata)) {
        if (!told.has(`${id} metadata.${name}`)) expect(b.metadata[name]).toEqual(value);
      }
    }
  });

  test('and through Neo4j once more nothing changes', async () => {
    const first = await roundTrip(path.join(FIXTURES, 'mem_cube_tree'));
    for (const { store, tenant } of opened.splice(0)) {
      store.dispose();
      await removeTenant(tenant);
    }
    const second = await roundTrip(first.to);
    const text = (place: string) => readFile(path.join(place, 'textual_memory.json'), 'utf8');
    expect(await text(second.to)).toBe(await text(first.to));
  });

  test('files beside the text memory, and another format, are told', async () => {
    const { there } = await roundTrip(path.join(FIXTURES, 'mem_cube_2'));
    expect(there.counts).toMatchObject({ 'file-not-carried': 3, format: 1 });
    const files = there.losses.filter(({ rule }) => rule === 'file-not-carried').map(({ field }) => field);
    expect(files).toEqual(['config.json', 'activation_memory.pickle', 'parametric_memory.adapter']);
  });
});

/** A cube of one memory for each metadata, and what Neo4j made of them by rule. */
async function countsOf(metadata: readonly string[], edges: readonly string[] = []) {
  const { there, to } = await roundTrip(await cubeOf(metadata, edges));
  return { counts: there.counts, losses: there.losses, to };
}

async function cubeOf(metadata: readonly string[], edges: readonly string[] = []): Promise<string> {
  const nodes = metadata.map(
    (text, at) => `{"id": "${prefix}m${at}", "memory": "Text ${at}", "metadata": ${text}}`,
  );
  const place = await folder();
  const text = `{"nodes": [${nodes.join(', ')}], "edges": [${edges.join(', ')}]}`;
  await writeFile(path.join(place, 'textual_memory.json'), text);
  return place;
}

/** Ids are the only one of their kind in a database, so each test has its own. */
let prefix = '';
let tests = 0;
afterEach(() => void (prefix = `${++tests}-`));
const linked = (a: number, b: number, type = 'PARENT', more = '') =>
  `{"source": "${prefix}m${a}", "target": "${prefix}m${b}", "type": "${type}"${more}}`;

describe('every difference is counted', () => {
  test.each([
    ['null', '{"a": null}', { null: 1 }],
    ['a number spelled otherwise', '{"n": 1e3}', { 'number-token': 1 }],
    ['a number of too many digits', '{"n": 12345678901234567890}', { 'number-value': 1 }],
    ['an object', '{"o": {"b": 1, "a": [1]}}', { 'object-as-text': 1 }],
    ['info', '{"info": {"x": 1, "y": null}}', { 'info-spread': 1, null: 1 }],
    ['a list of several kinds', '{"l": [1, "a", null]}', { 'list-of-texts': 1 }],
    ['a list of whole numbers and fractions', '{"l": [1, 2.5]}', { 'number-token': 1 }],
    ['a time', '{"created_at": "2026-01-02T03:04:05.5+01:00"}', { time: 1 }],
    ['a source that is the text of an object', '{"sources": ["{\\"a\\": 1}"]}', { 'text-as-object': 1 }],
    ['the order of members', '{"memory_type": "x", "status": "y"}', { 'member-order': 1 }],
    ['a name that stands twice', '{"a": 1, "a": 2}', { 'duplicate-key': 1 }],
    ['a name that Neo4j keeps for itself', '{"user_name": "x"}', { 'field-missing': 1 }],
    ['the place of a vector', '{"embedding": [0.5, 0.25], "key": "k"}', { 'member-order': 1 }],
    ['a vector of whole numbers', '{"embedding": [1, 0]}', { 'number-token': 1 }],
    ['an escape', '{"key": "\\u00e9"}', { 'text-token': 1 }],
    ['nothing', '{"version": 2, "key": "k", "confidence": 90.0, "tags": ["a"], "memory_type": "x"}', {}],
  ])('%s', async (_, metadata, counts) => {
    expect((await countsOf([metadata])).counts).toEqual(counts);
  });

  test('relations without an end, twice, or with more members; members of the file', async () => {
    const edges = [linked(0, 1), linked(0, 1), linked(1, 9), linked(1, 0, 'RELATE', ', "weight": 1')];
    const { counts } = await countsOf(['{}', '{}'], edges);
    expect(counts).toMatchObject({ 'edge-missing': 2, 'edge-member': 1 });
  });

  test('random trees: what is not told came back as it was', async () => {
    const seed = Date.now() % 1e9;
    console.log(`  seed ${seed}`);
    const scalar = fc.constantFrom(
      '90.0',
      '1e3',
      '-1e-07',
      '12345678901234567890',
      'null',
      'true',
      '"é \\n"',
      '""',
    );
    const list = fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`);
    const object = fc.dictionary(fc.constantFrom('b', 'a', '0'), scalar, { maxKeys: 2 }).map(
      (members) =>
        `{${Object.entries(members)
          .map(([k, v]) => `"${k}": ${v}`)
          .join(', ')}}`,
    );
    const name = fc.constantFrom(
      'key',
      'tags',
      'sources',
      'info',
      'internal_info',
      'usage',
      '0',
      'x y',
      'history',
    );
    const metadata = fc
      .uniqueArray(fc.tuple(name, fc.oneof(scalar, list, object)), { selector: ([k]) => k, maxLength: 5 })
      .map((members) => `{${members.map(([k, v]) => `"${k}": ${v}`).join(', ')}}`);
    await fc.assert(
      fc.asyncProperty(fc.array(metadata, { minLength: 1, maxLength: 4 }), async (all) => {
        prefix = `${++tests}-`;
        const { losses, to } = await countsOf(all, [linked(0, all.length - 1)]);
        const told = (id: string) => losses.filter(({ memory }) => memory === id);
        const after = await loadText(path.join(to, 'textual_memory.json'));
        expect(after.memory.size).toBe(all.length);
        for (const [at, text] of all.entries()) {
          const id = `${prefix}m${at}`;
          const fields = told(id).map(({ field }) => field.split('.')[1]);
          const now = dataOf(after.memory.text(id)).metadata;
          for (const [key, value] of Object.entries(JSON.parse(text) as object)) {
            if (!fields.includes(key)) expect(now[key]).toEqual(value);
          }
        }
      }),
      { numRuns: 12, seed },
    );
  });
});

describe('nothing is left half done', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `{"key": "k${at}"}`);
  const sizeOf = async (store: Neo4jStore) => (await store.counts()).memories;

  test('a copy that is cancelled, whenever, leaves the tenant empty', async () => {
    const session = await openCube(await cubeOf(many(1200), [linked(0, 1), linked(1, 2)]));
    const store = await freshStore();
    for (const when of ['copy', 'compare'] as const) {
      const stop = new AbortController();
      const onProgress = (stage: string) => {
        if (stage === when) stop.abort();
      };
      const copying = copyTo({ session }, { kind: 'store', store }, { signal: stop.signal, onProgress });
      await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
      expect(await store.counts()).toMatchObject({ memories: 0, edges: 0 });
    }
    expect(await copyTo({ session }, { kind: 'store', store })).toMatchObject({ memories: 1200, edges: 2 });
    await session.dispose();
  });

  test.each([
    ['half a character', '{"key": "\\ud800"}', [], 'half a character'],
    ['a relation of a type that Cypher has no name for', '{}', ['A B'], 'A B'],
  ])('what Neo4j cannot keep is refused: %s', async (_, metadata, types, message) => {
    const session = await openCube(
      await cubeOf(
        [...many(600), metadata],
        types.map((type) => linked(0, 1, type)),
      ),
    );
    const store = await freshStore();
    await expect(copyTo({ session }, { kind: 'store', store })).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(message) as string,
    });
    expect(await sizeOf(store)).toBe(0);
    await session.dispose();
  });

  test('a tenant with memories is refused; added to, what is there stays, and cancelled it is as before', async () => {
    const session = await openCube(await cubeOf(many(700), [linked(0, 1)]));
    const store = await freshStore();
    const [kept, other] = [`${prefix}m0`, `${prefix}m1`];
    await store.apply(
      change(add(kept, record(kept, 'Mine')), add(other, record(other, 'Mine too'))),
      new Map(),
    );
    await expect(copyTo({ session }, { kind: 'store', store })).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('memories in the target already') as string,
    });
    expect(await sizeOf(store)).toBe(2);
    const stop = new AbortController();
    const onProgress = (stage: string) => {
      if (stage === 'compare') stop.abort();
    };
    const stopped = copyTo(
      { session },
      { kind: 'store', store, add: true },
      { signal: stop.signal, onProgress },
    );
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await store.counts()).toMatchObject({ memories: 2, edges: 0 });
    const { counts } = await copyTo({ session }, { kind: 'store', store, add: true });
    expect(counts).toMatchObject({ value: 2 });
    expect(await store.counts()).toMatchObject({ memories: 700, edges: 1 });
    expect(dataOf((await store.get([kept]))[0]!.raw).memory).toBe('Mine');
    await session.dispose();
  });
});
