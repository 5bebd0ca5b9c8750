import { candidatesOf, tokenOf, type WordIndex } from './lexical';
import { whereOf } from './filter';

/** Okapi BM25 with the constants of FTS5, so that scores are the same with and without it. */
const K1 = 1.2;
const B = 0.75;

/** Words in a table of our own, for a SQLite without FTS5. */
export const postings: WordIndex = {
  name: 'postings',
  prepare(connection) {
    connection.database.exec(`
      CREATE TABLE IF NOT EXISTS postings (term TEXT, n INTEGER, times INTEGER, PRIMARY KEY (term, n))
        WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS postings_memory ON postings (n);
      CREATE TABLE IF NOT EXISTS lengths (n INTEGER PRIMARY KEY, length INTEGER);`);
  },
  put(connection, n, terms) {
    const times = new Map<string, number>();
    for (const token of terms.map(tokenOf)) times.set(token, (times.get(token) ?? 0) + 1);
    for (const [token, count] of times) {
      connection.run('INSERT INTO postings VALUES (?, ?, ?)', token, n, count);
    }
    connection.run('INSERT INTO lengths VALUES (?, ?)', n, terms.length);
  },
  remove(connection, n) {
    connection.run('DELETE FROM postings WHERE n = ?', n);
    connection.run('DELETE FROM lengths WHERE n = ?', n);
  },
  clear(connection) {
    connection.run('DELETE FROM postings');
    connection.run('DELETE FROM lengths');
  },
  find(connection, query) {
    const tokens = [...new Set(query.terms.map(tokenOf))];
    const all = connection.one('SELECT count(*) AS count, avg(length) AS mean FROM lengths');
    const [count, mean] = [Number(all?.['count']), Number(all?.['mean'])];
    if (tokens.length === 0 || count === 0) return [];
    const weights = tokens.map((token) => {
      const having = connection.number('SELECT count(*) FROM postings WHERE term = ?', token);
      const idf = Math.log((count - having + 0.5) / (having + 0.5));
      return [token, idf <= 0 ? 1e-6 : idf];
    });
    const filter = whereOf(query);
    return candidatesOf(
      connection.all(
        `WITH found AS (
          SELECT p.n, sum(q.value ->> 1 * (p.times * ${K1 + 1}
            / (p.times + ${K1} * (${1 - B} + ${B} * l.length / ?)))) AS score
          FROM json_each(?) q CROSS JOIN postings p ON p.term = q.value ->> 0 CROSS JOIN lengths l ON l.n = p.n
          GROUP BY p.n)
        SELECT m.id, f.score FROM found f CROSS JOIN memories m ON m.n = f.n
        ${filter ? `WHERE ${filter.sql}` : ''} ORDER BY f.score DESC, m.n LIMIT ?`,
        Math.max(mean, 1e-9),
        JSON.stringify(weights),
        ...(filter?.values ?? []),
        query.limit,
      ),
    );
  },
};
