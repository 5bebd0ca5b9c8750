/** MemOS's reading of its graph, statement by statement, as `memos.graph_dbs.neo4j` (2.0.33) has it. */
import { fromDateTime } from '../../src/engine/store/neo4j/timestamps';
import { isDateTime, isInt } from 'neo4j-driver';
import { cypher } from './places';

export interface MemosNode {
  readonly id: unknown;
  readonly memory: unknown;
  readonly metadata: Record<string, unknown>;
}

/** `get_node`, and `_parse_node` with it. */
export async function getNode(id: string, tenant: string): Promise<MemosNode> {
  const query = 'MATCH (n:Memory) WHERE n.id = $id AND n.user_name = $user_name RETURN properties(n) AS n';
  const [record] = await cypher<{ n: Record<string, unknown> }>(query, { id, user_name: tenant });
  if (record === undefined) throw new Error(`MemOS finds no ${id}.`);
  const node = Object.fromEntries(Object.entries(record.n).map(([name, value]) => [name, python(value)]));
  delete node.embedding;
  delete node.user_name;
  const sources = node.sources as unknown[] | undefined;
  for (const [index, source] of (sources ?? []).entries()) {
    if (typeof source !== 'string' || !source.startsWith('{') || !source.endsWith('}')) break;
    sources![index] = JSON.parse(source);
  }
  const { id: key, memory, ...metadata } = node;
  return { id: key, memory, metadata };
}

function python(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(python);
  if (isInt(value)) return value.toNumber();
  return isDateTime(value) ? fromDateTime(value) : value;
}

/** `get_by_metadata` with one condition. */
export async function getByMetadata(where: string, value: unknown, tenant: string): Promise<string[]> {
  const query = `MATCH (n:Memory) WHERE ${where} AND n.user_name = $user_name RETURN n.id AS id`;
  const found = await cypher<{ id: string }>(query, { value, user_name: tenant });
  return found.map(({ id }) => id).sort();
}

/** `search_by_embedding` with a status. */
export async function searchByEmbedding(
  vector: readonly number[],
  tenant: string,
): Promise<[string, number][]> {
  const found = await cypher<{ id: string; score: number }>(
    `MATCH (node:Memory)
     WHERE node.status = $status AND node.user_name = $user_name AND node.embedding IS NOT NULL
     WITH node, vector.similarity.cosine(node.embedding, $embedding) AS score
     RETURN node.id AS id, score ORDER BY score DESC LIMIT 4`,
    { status: 'activated', user_name: tenant, embedding: vector },
  );
  return found.map(({ id, score }) => [id, Math.round(score * 1e6) / 1e6]);
}

/** The relations of `export_graph`. */
export async function exportEdges(
  tenant: string,
): Promise<{ source: string; target: string; type: string }[]> {
  return cypher(
    `MATCH (a:Memory)-[r]->(b:Memory) WHERE a.user_name = $user_name AND b.user_name = $user_name
     RETURN a.id AS source, b.id AS target, type(r) AS type ORDER BY target`,
    { user_name: tenant },
  );
}
