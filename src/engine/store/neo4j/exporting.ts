import { int, type ManagedTransaction } from 'neo4j-driver';
import type { ExportedMemory, ExportPart } from '../port';
import type { Neo4jConnection } from './connection';
import { EDGE } from './edges';
import { asNumber, NODE, storedMemory, type NodeShape } from './rows';
import type { Scope } from './scope';
import { vectorToken } from './vectorToken';

type Memories = Extract<ExportPart, { kind: 'memories' }>;
type Vectors = ExportedMemory['vectors'];

const MEMORIES = 500;
const EDGES = 2000;

/**
 * The whole cube in portions, each beginning after the last memory of the one before: first those with a time, in
 * the order of MemOS's export (`created_at`, then id, falling), then the others by id. Not one moment's picture:
 * what is written meanwhile may or may not be in it.
 */
export async function* exportParts(
  connection: Neo4jConnection,
  scope: Scope,
  signal?: AbortSignal,
): AsyncGenerator<ExportPart> {
  for (const timed of [true, false]) {
    let after: Place | undefined;
    do {
      const from: Place | undefined = after;
      const portion = await connection.read((tx) => memories(tx, scope, timed, from), signal);
      if (portion.part.memories.length > 0) yield portion.part;
      after = portion.next;
    } while (after !== undefined);
  }
  let edge: readonly string[] | undefined = ['', '', ''];
  while (edge !== undefined) {
    const from: readonly string[] = edge;
    const edges = await connection.read((tx) => edgePortion(tx, scope, from), signal);
    if (edges.length > 0) yield { kind: 'edges', edges };
    const last = edges.at(-1);
    edge = last && edges.length === EDGES ? [last.source, last.type, last.target] : undefined;
  }
}

/** Memories by id as an export gives them. */
export async function portionOf(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<ExportedMemory[]> {
  const { records } = await tx.run<Row>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} WITH n, ${IS_TIME} AS timed
     ORDER BY timed DESC, CASE WHEN timed THEN n.created_at END DESC, CASE WHEN timed THEN n.id END DESC, n.id
     RETURN ${NODE}, n.embedding AS embedding`,
    { ...scope.params, ids },
  );
  return exported(
    tx,
    scope,
    records.map((record) => record.toObject()),
  );
}

const IS_TIME = 'n.created_at IS :: ZONED DATETIME NOT NULL';

interface Place {
  readonly time: unknown;
  readonly id: string;
}

interface Row extends NodeShape {
  readonly embedding: readonly number[] | null;
}

async function memories(
  tx: ManagedTransaction,
  scope: Scope,
  timed: boolean,
  after: Place | undefined,
): Promise<{ part: Memories; next: Place | undefined }> {
  const rest = timed ? '(n.created_at < $time OR (n.created_at = $time AND n.id < $id))' : 'n.id > $id';
  const { records } = await tx.run<Row>(
    `MATCH (n:Memory) WHERE ${scope.of('n')} AND ${timed ? IS_TIME : `NOT ${IS_TIME}`} ${after ? `AND ${rest}` : ''}
     WITH n ORDER BY ${timed ? 'n.created_at DESC, n.id DESC' : 'n.id'} LIMIT $limit
     RETURN ${NODE}, n.embedding AS embedding`,
    { ...scope.params, ...after, limit: int(MEMORIES) },
  );
  const rows = records.map((record) => record.toObject());
  const part: Memories = { kind: 'memories', memories: await exported(tx, scope, rows) };
  const last = rows.length === MEMORIES ? rows.at(-1)?.node : undefined;
  return { part, next: last && { time: last.created_at, id: String(last.id) } };
}

async function exported(
  tx: ManagedTransaction,
  scope: Scope,
  rows: readonly Row[],
): Promise<ExportedMemory[]> {
  const others = await otherVectors(
    tx,
    scope,
    rows.map(({ node }) => String(node.id)),
  );
  return rows.map((row) => {
    const { id, raw } = storedMemory(row);
    const vectors = others.get(id) ?? [];
    const own = row.embedding;
    if (own === null) return { id, raw, vectors };
    const embedder = { name: '', dimensions: own.length };
    const mine = { embedder, vector: Float32Array.from(own) };
    return { id, raw, vectorRaw: vectorToken(own), vectors: [mine, ...vectors] };
  });
}

/** Fresh vectors that other embedders made; those taken over from the cube's own are left out. */
async function otherVectors(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Vectors>> {
  const { records } = await tx.run<{ id: string; name: string; dimensions: unknown; vector: number[] }>(
    `MATCH (v:MemCubeVector) WHERE v.id IN $ids AND v.user_name = coalesce($tenant, '') AND v.embedder <> ''
       AND v.taken IS NULL
     MATCH (n:Memory) WHERE n.id IN $ids AND n.id = v.id AND ${scope.of('n')} AND n.memory = v.text
     RETURN v.id AS id, v.embedder AS name, v.dimensions AS dimensions, v.vector AS vector ORDER BY name`,
    { ...scope.params, ids },
  );
  const found = new Map<string, Vectors>();
  for (const { id, name, dimensions, vector } of records.map((record) => record.toObject())) {
    const embedder = { name, dimensions: asNumber(dimensions) ?? vector.length };
    found.set(id, [...(found.get(id) ?? []), { embedder, vector: Float32Array.from(vector) }]);
  }
  return found;
}

async function edgePortion(
  tx: ManagedTransaction,
  scope: Scope,
  after: readonly string[],
): Promise<{ source: string; target: string; type: string }[]> {
  const [source, type, target] = after;
  const { records } = await tx.run<{ source: string; target: string; type: string }>(
    `MATCH (a:Memory)-[r]->(b:Memory) WHERE ${scope.of('a')} AND ${scope.of('b')} AND (a.id > $source
       OR (a.id = $source AND (type(r) > $type OR (type(r) = $type AND b.id > $target))))
     RETURN DISTINCT ${EDGE} ORDER BY source, type, target LIMIT $limit`,
    { ...scope.params, source, type, target, limit: int(EDGES) },
  );
  return records.map((record) => record.toObject());
}
