/** Words: over a full-text index where there is one, else over all texts of the tenant. */
import { int, type ManagedTransaction } from 'neo4j-driver';
import type { Candidate, LexicalQuery } from '../port';
import { whereOf } from './filter';
import { asNumber } from './rows';
import type { Scope } from './scope';

interface Hit {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly score: number;
}

const K1 = 1.2;
const B = 0.75;
/** What is searched: the text and the title, in small letters. */
const TEXT = "toLower(coalesce(n.memory, '') + ' ' + coalesce(n.key, ''))";

/** Candidates by an index of Lucene. Scores are its BM25. */
export async function fromTextIndex(
  tx: ManagedTransaction,
  scope: Scope,
  index: string,
  query: LexicalQuery,
): Promise<Candidate[]> {
  const { where, params } = whereOf(query);
  const words = query.terms.map((term) => `memory:${quoted(term)} OR key:${quoted(term)}`).join(' OR ');
  if (words === '') return [];
  // The tenant among the words keeps most of the others out early; the condition keeps out all.
  const lucene = scope.tenant === undefined ? words : `+user_name:${quoted(scope.tenant)} +(${words})`;
  // Lucene gives the best ones only; it is asked for more where the tenant and the filter leave too few.
  for (let count = query.limit * 2; ; count *= 8) {
    const { records } = await tx.run<Hit & { passes: boolean }>(
      `CALL db.index.fulltext.queryNodes($index, $lucene, {limit: $count}) YIELD node AS n, score
       RETURN n.id AS id, score, coalesce(${scope.of('n')} AND ${where}, false) AS passes ORDER BY score DESC, id`,
      { ...scope.params, ...params, index, lucene, count: int(count) },
    );
    const found = records.map((record) => record.toObject());
    const hits = found.filter(({ passes }) => passes).map(({ id, score }) => ({ id, score }));
    if (hits.length >= query.limit || found.length < count) return hits.slice(0, query.limit);
  }
}

/** A phrase of Lucene's language; its own signs mean nothing inside. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, ' ').trim()}"`;
}

/**
 * BM25 over parts of words, since the words given are stems: each text of the tenant is looked at. Slower by the
 * number of memories, right without an index.
 */
export async function byScanning(
  tx: ManagedTransaction,
  scope: Scope,
  query: LexicalQuery,
): Promise<Candidate[]> {
  const terms = [...new Set(query.terms.map((term) => term.toLowerCase()).filter((term) => term !== ''))];
  if (terms.length === 0) return [];
  const { where, params } = whereOf(query);
  const values = { ...scope.params, ...params, terms, k1: K1, b: B };
  const stats = await tx.run<{ term: string | null; count: unknown; average: number | null }>(
    `MATCH (n:Memory) WHERE ${scope.of('n')} WITH ${TEXT} AS text
     UNWIND [null] + $terms AS term
     WITH term, text WHERE term IS NULL OR text CONTAINS term
     RETURN term, count(*) AS count, avg(size(text)) AS average`,
    values,
  );
  const seen = new Map(stats.records.map((record) => [record.get('term'), record.toObject()]));
  const total = asNumber(seen.get(null)?.count) ?? 0;
  const idf = terms.map((term) => {
    const having = asNumber(seen.get(term)?.count) ?? 0;
    return Math.log(1 + (total - having + 0.5) / (having + 0.5));
  });
  const { records } = await tx.run<Hit>(
    `MATCH (n:Memory) WHERE ${scope.of('n')} AND ${where}
     WITH n, ${TEXT} AS text
     WITH n, text, [i IN range(0, size($terms) - 1) WHERE text CONTAINS $terms[i]] AS found WHERE size(found) > 0
     WITH n, reduce(sum = 0.0, each IN [i IN found | {idf: $idf[i], often: size(split(text, $terms[i])) - 1}] |
       sum + each.idf * each.often * ($k1 + 1) / (each.often + $k1 * (1 - $b + $b * size(text) / $average))) AS score
     RETURN n.id AS id, score ORDER BY score DESC, id LIMIT $limit`,
    { ...values, idf, average: seen.get(null)?.average ?? 1, limit: int(query.limit) },
  );
  return records.map((record) => record.toObject());
}
