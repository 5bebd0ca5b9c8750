/**
 * A graph that MemOS 2.0.33 itself wrote with `add_node` and read before and after our edits; how it was recorded is
 * told in docs/stores.md. Here the same properties are written, the same edits made, and the same read again.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UpdateOp } from '../../src/engine/model/change';
import type { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import { change, dataOf } from '../contract/samples';
import { exportEdges, getByMetadata, getNode, searchByEmbedding, type MemosNode } from './memos';
import { cypher, openStore, removeTenant } from './places';

interface Reading {
  readonly nodes: Readonly<Record<string, MemosNode>>;
  readonly byTag: readonly string[];
  readonly byType: readonly string[];
  readonly search: readonly (readonly [id: string, score: number])[];
  readonly edges: readonly { source: string; target: string; type: string }[];
}

const fixtures = path.join(import.meta.dirname, '..', 'fixtures');
const read = <T>(...file: string[]): T => JSON.parse(readFileSync(path.join(fixtures, ...file), 'utf8')) as T;
const golden = read<{ properties: Record<string, Record<string, unknown>>; before: Reading; after: Reading }>(
  'neo4j',
  'memos-graph.json',
);
const cube = read<{ nodes: { id: string; metadata: { embedding: number[] } }[] }>(
  'cubes',
  'mem_cube_tree',
  'textual_memory.json',
);
const TENANT = 'memos_cube';
const EDITED = 'c1e2bfb3-4dd7-40f9-a347-a25a72223b2c';
const ADDED = '6b0e9b1e-5a44-4f27-9d1c-0f4d9c7f8a01';

let store: Neo4jStore;
beforeAll(async () => {
  const rows = cube.nodes.map(({ id, metadata: { embedding } }) => {
    const { created_at, updated_at, rank, ...rest } = golden.properties[id]!;
    const time = (value: unknown) => (value as { datetime: string }).datetime;
    return {
      rest: { ...rest, user_name: TENANT, embedding },
      rank,
      created: time(created_at),
      updated: time(updated_at),
    };
  });
  await cypher(
    `UNWIND $rows AS row CREATE (n:Memory) SET n = row.rest, n.rank = toInteger(row.rank),
       n.created_at = datetime(row.created), n.updated_at = datetime(row.updated)`,
    { rows },
  );
  const [edge] = golden.before.edges;
  await cypher('MATCH (a:Memory {id: $source}), (b:Memory {id: $target}) CREATE (a)-[:PARENT]->(b)', edge);
  store = await openStore(TENANT);
});
afterAll(async () => {
  store.dispose();
  await removeTenant(TENANT);
});

/** Hits with the same score come in any order. */
const settled = (reading: Reading): Reading => ({
  ...reading,
  search: reading.search.toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
});

async function memosReads(): Promise<Reading> {
  const nodes: Record<string, Reading['nodes'][string]> = {};
  for (const { id } of (await store.list({ offset: 0, limit: 10 })).rows)
    nodes[id] = await getNode(id, TENANT);
  return settled({
    nodes,
    byTag: await getByMetadata('ANY(x IN $value WHERE x IN n.tags)', ['persistence'], TENANT),
    byType: await getByMetadata('n.memory_type = $value', 'UserMemory', TENANT),
    search: await searchByEmbedding(cube.nodes[0]!.metadata.embedding, TENANT),
    edges: await exportEdges(TENANT),
  });
}

describe('a graph that MemOS wrote', () => {
  test('is read: objects that it keeps as text are objects, its twice encoded sources stay as they are', async () => {
    const [memory] = await store.get([EDITED]);
    const { metadata } = dataOf(memory!.raw);
    expect(metadata).toMatchObject({
      internal_info: { chunk_index: 0, chunk_total: 2 },
      project: 'atlas',
      rank: 3,
      created_at: '2026-01-13T20:51:42.394870000+00:00',
    });
    expect(metadata).not.toHaveProperty('user_name');
    expect(metadata.sources).toEqual(golden.properties[EDITED]!.sources);
    expect(memory!.row).toMatchObject({ title: 'Persistence Demonstration', dimensions: 1024 });
    expect((await store.counts()).memories).toBe(4);
  });

  test('unedited, MemOS reads it as it did', async () => {
    expect(await memosReads()).toEqual(settled(golden.before));
  });

  test('edited here, MemOS reads the edits and everything else as it was', async () => {
    const [memory] = await store.get([EDITED]);
    const { memory: text, metadata } = dataOf(memory!.raw);
    const set = (field: readonly string[], before: unknown, after: unknown): UpdateOp => ({
      op: 'update',
      key: EDITED,
      path: field,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    });
    const raw = {
      id: ADDED,
      memory: 'Added by hand',
      metadata: {
        memory_type: 'LongTermMemory',
        status: 'activated',
        tags: ['new'],
        confidence: 0.5,
        created_at: '2026-02-01T09:00:00.123456',
        updated_at: '2026-02-01T09:00:00.123456',
        sources: [{ type: 'chat', role: 'user', content: '你好' }],
        info: { a: 1 },
        internal_info: { b: 2, a: { c: [1, 2.5] } },
        usage: [],
        embedding: [...Array(1024).keys()].map((i) => i / 1024),
      },
    };
    const outcome = await store.apply(
      change(
        set(['memory'], text, golden.after.nodes[EDITED]!.memory),
        set(['metadata', 'tags'], metadata.tags, ['persistence', 'edited']),
        set(['metadata', 'updated_at'], metadata.updated_at, '2026-02-01T10:00:00.5+08:00'),
        set(['metadata', 'internal_info', 'chunk_index'], 0, 1),
        { op: 'add', key: ADDED, previous: null, raw: JSON.stringify(raw) },
        { op: 'link', edge: { source: EDITED, target: ADDED, type: 'PARENT' }, index: 9 },
      ),
      new Map([[EDITED, memory!.version]]),
    );
    expect(outcome.outcome).toBe('applied');
    expect(await memosReads()).toEqual(settled(golden.after));
  });

  test('what was not edited is, property by property, what MemOS wrote', async () => {
    const [node] = await cypher<{ sources: string[]; background: string }>(
      'MATCH (n:Memory {id: $id}) RETURN n.sources AS sources, n.background AS background',
      { id: EDITED },
    );
    expect(node!.sources).toEqual(golden.properties[EDITED]!.sources);
    expect(node!.background).toBe(golden.properties[EDITED]!.background);
  });
});
