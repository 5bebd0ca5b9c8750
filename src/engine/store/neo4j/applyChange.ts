import type { ManagedTransaction } from 'neo4j-driver';
import { applySplice, setValue } from '../../base/json/edit';
import type { RawJson } from '../../base/json/types';
import { touchedKeys, type Change } from '../../model/change';
import type { ApplyOutcome } from '../port';
import type { Neo4jConnection } from './connection';
import { decodeRecord } from './decode';
import { Draft } from './draft';
import { deleteEdges, edgesOf, mergeEdges, placesOf, type PlacedEdge } from './edges';
import { encodeRecord } from './encode';
import { lockAdding, lockMemories, prepareAdding, refuseForeignIds } from './locks';
import { cypherName } from './names';
import type { Scope } from './scope';
import { vectorToken } from './vectorToken';
import { versionOf } from './versionOf';

interface Found {
  readonly element: string;
  /** Properties with the vector, without `user_name`. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly raw: RawJson;
}

/**
 * Applies a Change in one transaction: locks what it touches, compares with what the caller saw, writes only the
 * properties that differ. Of two that change the same memory, the second sees what the first wrote.
 */
export async function applyChange(
  connection: Neo4jConnection,
  scope: Scope,
  change: Change,
  expected: ReadonlyMap<string, string | null>,
  signal?: AbortSignal,
): Promise<ApplyOutcome> {
  const added = change.ops.flatMap((op) => (op.op === 'add' ? [op.key] : []));
  const ids = [...new Set([...change.ops.flatMap(touchedKeys), ...expected.keys()])];
  for (const op of change.ops) if ('edge' in op) cypherName(op.edge.type);
  if (added.length > 0) await prepareAdding(connection, signal);
  return connection.write(async (tx) => {
    if (added.length > 0) await lockAdding(tx);
    await lockMemories(tx, scope, ids);
    await refuseForeignIds(tx, scope, added);
    const found = await find(tx, scope, ids);
    const stale = ids.filter((id) => expected.has(id) && versionAt(found, id) !== expected.get(id));
    if (stale.length > 0) return { outcome: 'conflict', ids: stale };
    const edges = change.ops.some((op) => 'edge' in op) ? await edgesOf(tx, scope, ids) : [];
    const records = new Map([...found].map(([id, { raw, properties }]) => [id, withVector(raw, properties)]));
    const before = new Map(records);
    const draft = new Draft(records, Draft.edgeKeys(edges));
    for (const op of change.ops) draft.apply(op);
    if (draft.conflicts.size > 0) return { outcome: 'conflict', ids: [...draft.conflicts] };
    return write(tx, scope, { ids, found, before, draft });
  }, signal);
}

async function find(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Found>> {
  const { records } = await tx.run<{ element: string; node: Record<string, unknown> }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')}
     RETURN elementId(n) AS element, properties(n) AS node`,
    { ...scope.params, ids },
  );
  return new Map(
    records.map((record) => {
      const { element, node } = record.toObject();
      return [String(node.id), { element, properties: node, raw: decodeRecord(node) }];
    }),
  );
}

function versionAt(found: ReadonlyMap<string, Found>, id: string): string | null {
  const there = found.get(id);
  return there ? versionOf(there.raw) : null;
}

function withVector(raw: RawJson, { embedding }: Found['properties']): RawJson {
  if (!Array.isArray(embedding)) return raw;
  return applySplice(raw, setValue(raw, ['metadata', 'embedding'], vectorToken(embedding)));
}

interface Work {
  readonly ids: readonly string[];
  readonly found: ReadonlyMap<string, Found>;
  readonly before: ReadonlyMap<string, RawJson>;
  readonly draft: Draft;
}

async function write(tx: ManagedTransaction, scope: Scope, work: Work): Promise<ApplyOutcome> {
  const { found, before, draft } = work;
  const removed = [...found].filter(([id]) => !draft.records.has(id));
  const created: object[] = [];
  const updated: object[] = [];
  const versions = new Map<string, string | null>(removed.map(([id]) => [id, null]));
  for (const [id, raw] of draft.records) {
    const old = found.get(id);
    if (old !== undefined && before.get(id) === raw) continue;
    const { properties, embedding } = encodeRecord(raw);
    const all = embedding ? { ...properties, embedding } : properties;
    if (old === undefined) created.push({ ...all, ...scope.mark });
    else updated.push({ element: old.element, ...difference(old, all), ...vectorState(old, all) });
    versions.set(id, versionOf(decodeRecord(properties)));
  }
  if (removed.length > 0) await remove(tx, scope, removed);
  if (created.length > 0)
    await tx.run('UNWIND $rows AS row CREATE (n:Memory) SET n = row', { rows: created });
  if (updated.length > 0) await update(tx, scope, updated);
  const links = [...draft.links.values()].filter(
    ({ edge }) => draft.records.has(edge.source) && draft.records.has(edge.target),
  );
  const places = links.length > 0 ? await placesOf(tx, scope, work.ids) : new Map<string, string>();
  const placed = (op: 'link' | 'unlink'): PlacedEdge[] =>
    links.flatMap((link) => {
      const [a, b] = [places.get(link.edge.source), places.get(link.edge.target)];
      return link.op === op && a !== undefined && b !== undefined ? [{ ...link.edge, a, b }] : [];
    });
  await deleteEdges(tx, scope, placed('unlink'));
  await mergeEdges(tx, scope, placed('link'));
  return { outcome: 'applied', versions };
}

/** Properties to set, null for those to remove; what is as it was is left alone, encodings of others included. */
function difference(
  { properties: old, raw }: Found,
  now: Readonly<Record<string, unknown>>,
): { set: Record<string, unknown> } {
  const was: Readonly<Record<string, unknown>> = encodeRecord(withVector(raw, old)).properties;
  const set: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(now)) {
    const same =
      name === 'embedding' ? sameList(old[name], value) : JSON.stringify(was[name]) === JSON.stringify(value);
    if (!same) set[name] = value;
  }
  for (const name of Object.keys(old))
    if (!Object.hasOwn(now, name) && name !== 'user_name') set[name] = null;
  return { set };
}

function sameList(a: unknown, b: unknown): boolean {
  return (
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((item, index) => item === b[index])
  );
}

/** The text that the vector was made from, once they are no longer the same. */
function vectorState(old: Found, now: Readonly<Record<string, unknown>>): { text: unknown; fresh: boolean } {
  return { text: old.properties.memory ?? '', fresh: !sameList(old.properties.embedding, now.embedding) };
}

async function update(tx: ManagedTransaction, scope: Scope, rows: readonly object[]): Promise<void> {
  await tx.run(
    `UNWIND $rows AS row
     MATCH (n:Memory) WHERE elementId(n) = row.element AND ${scope.of('n')}
     SET n += row.set
     WITH n, row WHERE n.embedding IS NOT NULL AND (row.fresh OR n.memory <> row.text)
     MERGE (v:MemCubeVector {id: n.id, user_name: coalesce($tenant, ''), embedder: ''})
     SET v.text = CASE WHEN row.fresh THEN n.memory ELSE coalesce(v.text, row.text) END`,
    { ...scope.params, rows },
  );
}

async function remove(
  tx: ManagedTransaction,
  scope: Scope,
  gone: readonly (readonly [string, Found])[],
): Promise<void> {
  const ids = gone.map(([id]) => id);
  await tx.run(`MATCH (n:Memory) WHERE elementId(n) IN $elements AND ${scope.of('n')} DETACH DELETE n`, {
    ...scope.params,
    elements: gone.map(([, { element }]) => element),
  });
  await tx.run(
    "MATCH (v:MemCubeVector) WHERE v.id IN $ids AND v.user_name = coalesce($tenant, '') DELETE v",
    { ...scope.params, ids },
  );
}
