import { int, type ManagedTransaction } from 'neo4j-driver';
import type { Candidate, VectorQuery } from '../port';
import { whereOf } from './filter';
import type { Indexes, VectorIndex } from './indexes';
import type { Scope } from './scope';
import { vectorLabel } from './vectorLabel';
import { requireDimensions, staleOwn } from './vectors';

interface Hit {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly score: number;
}

/** So many neighbours are asked of an index in all, before every vector is compared. */
const MOST_FROM_INDEX = 4096;
/** Neo4j gives (1 + cosine) / 2. */
const cosine = (score: number): number => 2 * score - 1;

/**
 * Nearest memories. An index knows nothing of tenants and filters, so it is asked for more than wanted; where too
 * few of those are right, all vectors of the tenant are compared. Its scores are of vectors rounded to bytes, so
 * they are taken anew from the vectors themselves.
 */
export async function vectorSearch(
  tx: ManagedTransaction,
  scope: Scope,
  indexes: Indexes,
  query: VectorQuery,
): Promise<Candidate[]> {
  const own = query.embedder.name === '';
  if (own) requireDimensions(indexes, query.vector.length);
  const stale = own ? await staleOwn(tx, scope) : [];
  const index = own ? indexes.own : indexes.others.get(vectorLabel(query.embedder));
  if (index !== undefined && query.exact !== true) {
    for (let k = Math.max(query.limit * 4, 64); k <= MOST_FROM_INDEX; k *= 4) {
      const { hits, seen } = await fromIndex(tx, scope, index, query, stale, k);
      if (hits.length >= query.limit) return hits.slice(0, query.limit);
      if (seen < k) break;
    }
  }
  return exactly(tx, scope, query, stale);
}

/** Joins a vector's node with its memory; one of another tenant or text falls out. */
const memoryOf = (own: boolean, scope: Scope): string =>
  own
    ? `WITH v AS n, score WHERE ${scope.of('n')} AND NOT n.id IN $stale`
    : `WITH collect({id: v.id, user: v.user_name, text: v.text, score: score}) AS found
       MATCH (n:Memory) WHERE n.id IN [each IN found | each.id] AND ${scope.of('n')}
       WITH n, [each IN found WHERE each.id = n.id AND each.user = coalesce($tenant, '') AND each.text = n.memory] AS mine
       WHERE size(mine) > 0
       WITH n, mine[0].score AS score`;

async function fromIndex(
  tx: ManagedTransaction,
  scope: Scope,
  index: VectorIndex,
  query: VectorQuery,
  stale: readonly string[],
  k: number,
): Promise<{ hits: Candidate[]; seen: number }> {
  const { where, params } = whereOf(query);
  const values = {
    ...scope.params,
    ...params,
    stale,
    index: index.name,
    k: int(k),
    vector: [...query.vector],
  };
  const call = 'CALL db.index.vector.queryNodes($index, $k, $vector) YIELD node AS v';
  const property = query.embedder.name === '' ? 'embedding' : 'vector';
  const { records } = await tx.run<Hit>(
    `${call} WITH v, vector.similarity.cosine(v.${property}, $vector) AS score
     ${memoryOf(query.embedder.name === '', scope)}
     WITH n, score WHERE ${where} RETURN n.id AS id, score ORDER BY score DESC, id`,
    values,
  );
  const hits = records.map((record) => ({ id: record.get('id'), score: cosine(record.get('score')) }));
  if (hits.length >= query.limit) return { hits, seen: k };
  const counted = await tx.run(`${call} RETURN count(v) AS seen`, values);
  return { hits, seen: Number(counted.records[0]?.get('seen') ?? 0) };
}

async function exactly(
  tx: ManagedTransaction,
  scope: Scope,
  query: VectorQuery,
  stale: readonly string[],
): Promise<Candidate[]> {
  const { where, params } = whereOf(query);
  const own = query.embedder.name === '';
  const vector = own ? 'embedding' : 'vector';
  const mine = own ? scope.of('v') : "v.user_name = coalesce($tenant, '')";
  const { records } = await tx.run<Hit>(
    `MATCH (v:${own ? 'Memory' : vectorLabel(query.embedder)})
     WHERE ${mine} AND size(v.${vector}) = $dimensions
     WITH v, vector.similarity.cosine(v.${vector}, $vector) AS score
     ${memoryOf(own, scope)}
     WITH n, score WHERE ${where} AND score IS NOT NULL
     RETURN n.id AS id, score ORDER BY score DESC, id LIMIT $limit`,
    {
      ...scope.params,
      ...params,
      stale,
      vector: [...query.vector],
      dimensions: int(query.vector.length),
      limit: int(query.limit),
    },
  );
  return records.map((record) => ({ id: record.get('id'), score: cosine(record.get('score')) }));
}
