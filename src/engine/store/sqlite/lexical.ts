import type { Candidate, LexicalQuery } from '../port';
import type { Connection } from './connection';
import { fewPass, whereOf, type Where } from './filter';
import { fromIdText, idList } from './idText';

/** How words are kept and looked for; one implementation each for FTS5 and without it. */
export interface WordIndex {
  /** As in `StoreInfo.lexical`. */
  readonly name: string;
  /** Makes its tables where they are missing. Inside a transaction. */
  prepare(connection: Connection): void;
  put(connection: Connection, n: number, terms: readonly string[]): void;
  remove(connection: Connection, n: number): void;
  clear(connection: Connection): void;
  find(connection: Connection, query: LexicalQuery): Candidate[];
}

/**
 * Words in SQLite's FTS5, over terms that were analysed before. Its `bm25` is Okapi BM25 with k1 = 1.2 and
 * b = 0.75, negated (sqlite.org/fts5.html §5.1.1); here higher is better.
 */
export const fts5: WordIndex = {
  name: 'fts5',
  prepare(connection) {
    connection.database.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
        terms, content = '', contentless_delete = 1, tokenize = 'ascii')`,
    );
  },
  put(connection, n, terms) {
    connection.run('INSERT INTO words (rowid, terms) VALUES (?, ?)', n, terms.map(tokenOf).join(' '));
  },
  remove(connection, n) {
    connection.run('DELETE FROM words WHERE rowid = ?', n);
  },
  clear(connection) {
    connection.run(`INSERT INTO words (words) VALUES ('delete-all')`);
  },
  find(connection, query) {
    const terms = [...new Set(query.terms.map(tokenOf))].filter((token) => token !== '');
    if (terms.length === 0) return [];
    const match = terms.map((token) => `"${token}"`).join(' OR ');
    const filter = whereOf(query);
    if (!filter) return best(connection, match, query.limit);
    if (fewPass(connection, filter)) {
      const among = `AND words.rowid IN (SELECT m.n FROM memories m WHERE ${filter.sql})`;
      return best(connection, match, query.limit, { sql: among, values: filter.values });
    }
    // Most memories pass: it is quicker to take more of the best ones and look which of them do.
    for (let count = query.limit * 2; ; count *= 8) {
      const found = best(connection, match, count);
      const passed = passing(connection, found, filter).slice(0, query.limit);
      if (passed.length >= query.limit || found.length < count) return passed;
    }
  },
};

function best(connection: Connection, match: string, limit: number, among?: Where): Candidate[] {
  return candidatesOf(
    connection.all(
      `SELECT m.id, -w.rank AS score FROM
       (SELECT rowid, rank FROM words WHERE words MATCH ? ${among?.sql ?? ''} ORDER BY rank LIMIT ?) w
       CROSS JOIN memories m ON m.n = w.rowid ORDER BY w.rank`,
      match,
      ...(among?.values ?? []),
      limit,
    ),
  );
}

function passing(connection: Connection, found: readonly Candidate[], { sql, values }: Where): Candidate[] {
  const rows = connection.all(
    `SELECT m.id FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value WHERE ${sql}`,
    idList(found.map((candidate) => candidate.id)),
    ...values,
  );
  const passed = new Set(rows.map((row) => fromIdText(String(row['id']))));
  return found.filter((candidate) => passed.has(candidate.id));
}

export function candidatesOf(rows: readonly Record<string, unknown>[]): Candidate[] {
  return rows.map((row) => ({ id: fromIdText(String(row['id'])), score: Number(row['score']) }));
}

/**
 * A term as one token of FTS5's `ascii` tokenizer, which splits at ASCII punctuation and folds ASCII case:
 * such characters go to a private area of Unicode, all others stay.
 */
export function tokenOf(term: string): string {
  return Buffer.from(
    term.replace(/[^a-z0-9\u0080-\uffff]/g, (c) => String.fromCharCode(0xe000 + c.charCodeAt(0))),
  ).toString();
}
