import type { Candidate, LexicalQuery } from '../port';
import type { Connection } from './connection';
import { whereOf } from './filter';
import { fromIdText } from './idText';

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
    const sql = filter
      ? `SELECT m.id, -bm25(words) AS score FROM words CROSS JOIN memories m ON m.n = words.rowid
         WHERE words MATCH ? AND ${filter.sql} ORDER BY bm25(words) LIMIT ?`
      : `SELECT m.id, -w.rank AS score FROM
         (SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?) w
         CROSS JOIN memories m ON m.n = w.rowid`;
    return candidatesOf(connection.all(sql, match, ...(filter?.values ?? []), query.limit));
  },
};

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
