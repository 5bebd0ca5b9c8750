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
  /** What the vector was made from; null for the cube's own. */
  readonly text: string | null;
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
  const stale = new Set(own ? await staleOwn(tx, scope) : []);
  const index = own ? indexes.own : indexes.others.get(vectorLabel(query.embedder));
  if (index !== undefined && query.exact !== true) {
    for (let k = Math.max(Math.ceil(query.limit * 1.5), 64); k <= MOST_FROM_INDEX; k *= 4) {
      const { hits, seen } = await fromIndex(tx, scope, index, query, k);
      const found = await passing(tx, scope, query, hits, stale);
      if (found.length >= query.limit) return found;
      if (seen < k) break;
    }
  }
  return passing(tx, scope, query, await exactly(tx, scope, query), stale);
}

/** Of the nodes that hold vectors, the tenant's. */
const mine = (query: VectorQuery, scope: Scope): string =>
  query.embedder.name === '' ? scope.of('v') : "v.user_name = coalesce($tenant, '')";
const propertyOf = (query: VectorQuery): string => (query.embedder.name === '' ? 'embedding' : 'vector');
const textOf = (query: VectorQuery): string => (query.embedder.name === '' ? 'null' : 'v.text');

async function fromIndex(
  tx: ManagedTransaction,
  scope: Scope,
  index: VectorIndex,
  query: VectorQuery,
  k: number,
): Promise<{ hits: Hit[]; seen: number }> {
  const { records } = await tx.run<Hit & { mine: boolean }>(
    `CALL db.index.vector.queryNodes($index, $k, $vector) YIELD node AS v
     WITH v, vector.similarity.cosine(v.${propertyOf(query)}, $vector) AS score
     RETURN v.id AS id, ${textOf(query)} AS text, score, coalesce(${mine(query, scope)}, false) AS mine
     ORDER BY score DESC, id`,
    { ...scope.params, index: index.name, k: int(k), vector: [...query.vector] },
  );
  const found = records.map((record) => record.toObject());
  return { hits: found.filter((hit) => hit.mine), seen: found.length };
}

async function exactly(tx: ManagedTransaction, scope: Scope, query: VectorQuery): Promise<Hit[]> {
  const label = query.embedder.name === '' ? 'Memory' : vectorLabel(query.embedder);
  const { records } = await tx.run<Hit>(
    `MATCH (v:${label}) WHERE ${mine(query, scope)} AND size(v.${propertyOf(query)}) = $dimensions
     WITH v, vector.similarity.cosine(v.${propertyOf(query)}, $vector) AS score WHERE score IS NOT NULL
     RETURN v.id AS id, ${textOf(query)} AS text, score ORDER BY score DESC, id`,
    { ...scope.params, vector: [...query.vector], dimensions: int(query.vector.length) },
  );
  return records.map((record) => record.toObject());
}

/** The first hits whose memory is there, of the tenant, let through by the filter, and has the text of the vector. */
async function passing(
  tx: ManagedTransaction,
  scope: Scope,
  query: VectorQuery,
  hits: readonly Hit[],
  stale: ReadonlySet<string>,
): Promise<Candidate[]> {
  const { where, params } = whereOf(query);
  const found: Candidate[] = [];
  for (let at = 0; at < hits.length && found.length < query.limit; at += PORTION) {
    const portion = hits.slice(at, at + PORTION);
    const { records } = await tx.run<{ id: string; text: string | null }>(
      `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} AND ${where} RETURN n.id AS id, n.memory AS text`,
      { ...scope.params, ...params, ids: portion.map(({ id }) => id) },
    );
    const texts = new Map(records.map((record) => [record.get('id'), record.get('text')]));
    for (const { id, text, score } of portion) {
      if (!texts.has(id) || stale.has(id)) continue;
      if (query.embedder.name === '' || texts.get(id) === text) found.push({ id, score: cosine(score) });
    }
  }
  return found.slice(0, query.limit);
}

const PORTION = 1000;
