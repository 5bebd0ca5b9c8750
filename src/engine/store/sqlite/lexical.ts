/**
 * Candidates by words: Okapi BM25 with k1 = 1.2 and b = 0.75, the idf of Robertson and Spärck Jones, at least 1e-6,
 * which are the constants of SQLite's FTS5 (sqlite.org/fts5.html §5.1.1).
 */
import type { Candidate, LexicalQuery } from '../port';
import { Best, type Rated } from './best';
import type { Connection } from './connection';
import { fewPass, whereOf, type Where } from './filter';
import { fromIdText, toIdText } from './idText';
import { BLOCKS, Scores } from './postings';
import { wordsOf } from './vectorBytes';

const K1 = 1.2;
const B = 0.75;

export function lexical(connection: Connection, query: LexicalQuery): Candidate[] {
  const { limit } = query;
  const scores = scoresOf(connection, query.terms);
  const filter = whereOf(query);
  if (!filter) return named(connection, best(scores, limit), { sql: '1', values: [] });
  if (fewPass(connection, filter)) {
    const rows = connection.all(`SELECT m.n FROM memories m WHERE ${filter.sql}`, ...filter.values);
    const among = new Set(rows.map((row) => row['n']));
    return named(
      connection,
      best(scores, limit, (n) => among.has(n)),
      filter,
    );
  }
  // Most memories pass: it is quicker to take more of the best ones and look which of them do.
  for (let count = Math.ceil(limit * 1.25); ; count *= 8) {
    const found = best(scores, count);
    const passed = named(connection, found, filter).slice(0, limit);
    if (passed.length >= limit || found.length < count) return passed;
  }
}

function scoresOf(connection: Connection, terms: readonly string[]): Scores {
  const scores = new Scores();
  const documents = connection.number(`SELECT value FROM meta WHERE name = 'documents'`);
  const words = connection.number(`SELECT value FROM meta WHERE name = 'words'`);
  if (documents === 0) return scores;
  const mean = words / documents;
  for (const term of new Set(terms)) {
    const t = connection.number('SELECT t FROM terms WHERE term = ?', toIdText(term));
    if (t === 0) continue;
    const blocks = connection
      .all('SELECT p, entries FROM postings WHERE p >= ? AND p < ?', t * BLOCKS, (t + 1) * BLOCKS)
      .map((row) => [Number(row['p']) - t * BLOCKS, wordsOf(row['entries'] as Uint8Array)] as const);
    const having = blocks.reduce((sum, [, entries]) => sum + entries.length / 2, 0);
    const idf = Math.max(1e-6, Math.log((documents - having + 0.5) / (having + 0.5)));
    const worth = (times: number, length: number): number =>
      idf * ((times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / mean)));
    for (const [block, entries] of blocks) scores.add(block, entries, worth);
  }
  return scores;
}

function best(scores: Scores, count: number, among?: (n: number) => boolean): Rated[] {
  const list = new Best(count);
  scores.each((n, score) => {
    if (!among || among(n)) list.add(n, score);
  });
  return list.sorted();
}

/** Those that are there and that the filter lets through, by their ids. */
function named(connection: Connection, rated: readonly Rated[], { sql, values }: Where): Candidate[] {
  const rows = connection.all(
    `SELECT m.n, m.id FROM json_each(?) j CROSS JOIN memories m ON m.n = j.value WHERE ${sql}`,
    JSON.stringify(rated.map(({ n }) => n)),
    ...values,
  );
  const ids = new Map(rows.map((row) => [row['n'], fromIdText(String(row['id']))]));
  return rated.flatMap(({ n, score }) => {
    const id = ids.get(n);
    return id === undefined ? [] : [{ id, score }];
  });
}
