import type { ManagedTransaction } from 'neo4j-driver';
import type { Edge } from '../../model/memory';
import { cypherName } from './names';
import type { Scope } from './scope';

/** What a query gives of an edge. */
export const EDGE = 'a.id AS source, b.id AS target, type(r) AS type';

/** An edge with the element ids of its ends, which are found without a search. */
export interface PlacedEdge extends Edge {
  readonly a: string;
  readonly b: string;
}

export async function edgesOf(tx: ManagedTransaction, scope: Scope, ids: readonly string[]): Promise<Edge[]> {
  const { records } = await tx.run<{ source: string; target: string; type: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')}
     MATCH (n)-[r]-(:Memory)
     WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b WHERE ${scope.of('a')} AND ${scope.of('b')}
     RETURN DISTINCT ${EDGE} ORDER BY source, type, target`,
    { ...scope.params, ids },
  );
  return records.map((record) => record.toObject());
}

/** Element ids of the tenant's memories, by id. */
export async function placesOf(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { records } = await tx.run<{ id: string; element: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} RETURN n.id AS id, elementId(n) AS element`,
    { ...scope.params, ids },
  );
  return new Map(records.map((record) => [record.get('id'), record.get('element')]));
}

/** Writes edges that are not there; MemOS's have no properties. Both ends are checked to be the tenant's. */
export async function mergeEdges(
  tx: ManagedTransaction,
  scope: Scope,
  edges: readonly PlacedEdge[],
): Promise<void> {
  for (const type of new Set(edges.map((edge) => edge.type))) {
    const same = edges.filter((edge) => edge.type === type);
    await tx.run(
      `UNWIND $edges AS edge
       MATCH (a:Memory) WHERE elementId(a) = edge.a AND ${scope.of('a')}
       MATCH (b:Memory) WHERE elementId(b) = edge.b AND ${scope.of('b')}
       MERGE (a)-[:${cypherName(type)}]->(b)`,
      { ...scope.params, edges: same.map(({ a, b }) => ({ a, b })) },
    );
  }
}

export async function deleteEdges(
  tx: ManagedTransaction,
  scope: Scope,
  edges: readonly PlacedEdge[],
): Promise<void> {
  await tx.run(
    `UNWIND $edges AS edge
     MATCH (a:Memory) WHERE elementId(a) = edge.a AND ${scope.of('a')}
     MATCH (b:Memory) WHERE elementId(b) = edge.b AND ${scope.of('b')}
     MATCH (a)-[r]->(b) WHERE type(r) = edge.type
     DELETE r`,
    { ...scope.params, edges: edges.map(({ a, b, type }) => ({ a, b, type })) },
  );
}
