import { int, type ManagedTransaction } from 'neo4j-driver';
import type { Edge } from '../../model/memory';
import type { Neighbourhood, StoreRow } from '../../model/store';
import type { NeighbourQuery } from '../port';
import { EDGE } from './edges';
import { CHILDREN } from './listing';
import { cypherName } from './names';
import { ROW, storeRow, type NodeShape } from './rows';
import type { Scope } from './scope';

const ARROWS = {
  out: (r: string) => `-${r}->`,
  in: (r: string) => `<-${r}-`,
  both: (r: string) => `-${r}-`,
} as const;

/** Walks from memories along edges, one step of distance at a time, until the depth or the limit. */
export async function neighbourhood(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
  query: NeighbourQuery,
): Promise<Neighbourhood> {
  const followed = relation(query.types);
  const start = await tx.run<{ id: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} RETURN n.id AS id`,
    { ...scope.params, ids },
  );
  const known = new Set(start.records.map((record) => record.get('id')));
  const begin = ids.filter((id) => known.has(id));
  const depth = new Map(begin.slice(0, query.limit).map((id) => [id, 0]));
  let cut = begin.length > query.limit;
  let edge = [...depth.keys()];
  for (let step = 1; step <= query.depth && edge.length > 0 && !cut && followed !== undefined; step++) {
    const { records } = await tx.run<{ id: string }>(
      // Without WITH the walk may begin at every memory, in the order of the index on ids.
      `MATCH (n:Memory) WHERE n.id IN $edge AND ${scope.of('n')} WITH n
       MATCH (n)${ARROWS[query.direction](followed)}(b:Memory)
       WHERE ${scope.of('b')} AND NOT b.id IN $known
       RETURN DISTINCT b.id AS id ORDER BY id LIMIT $limit`,
      { ...scope.params, edge, known: [...depth.keys()], limit: int(query.limit - depth.size + 1) },
    );
    edge = [];
    for (const id of records.map((record) => record.get('id'))) {
      if (depth.size >= query.limit) cut = true;
      else {
        depth.set(id, step);
        edge.push(id);
      }
    }
  }
  const all = [...depth.keys()];
  const wanted = query.idsOnly === true ? [] : await rows(tx, scope, all);
  return {
    rows: wanted,
    edges: followed === undefined ? [] : await between(tx, scope, all, followed),
    depth,
    cut,
  };
}

/** The pattern of a relation of these types; undefined where there can be none. */
function relation(types: readonly string[] | undefined): string | undefined {
  if (types === undefined) return '[r]';
  return types.length === 0 ? undefined : `[r:${types.map(cypherName).join('|')}]`;
}

async function rows(tx: ManagedTransaction, scope: Scope, ids: readonly string[]): Promise<StoreRow[]> {
  const { records } = await tx.run<NodeShape & { childCount: unknown }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} RETURN ${ROW}, ${CHILDREN(scope)} AS childCount`,
    { ...scope.params, ids },
  );
  const byId = new Map(records.map((record) => storeRow(record.toObject())).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function between(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
  followed: string,
): Promise<Edge[]> {
  const { records } = await tx.run<{ source: string; target: string; type: string }>(
    `MATCH (a:Memory) WHERE a.id IN $ids AND ${scope.of('a')} WITH a
     MATCH (a)-${followed}->(b:Memory) WHERE b.id IN $ids AND ${scope.of('b')}
     RETURN DISTINCT ${EDGE} ORDER BY source, type, target`,
    { ...scope.params, ids },
  );
  return records.map((record) => record.toObject());
}
