import { describeError } from '../../base/errors';
import type { Connection } from './connection';

/** What SQLite and we ourselves find wrong with a store, in English; empty when it is sound. */
export function findDamage(connection: Connection): string[] {
  try {
    const pages = connection.all('PRAGMA integrity_check(20)').map((row) => String(row['integrity_check']));
    if (pages.join() !== 'ok') return pages;
    return CHECKS.flatMap(([what, sql]) => {
      const count = connection.number(sql);
      return count === 0 ? [] : [`${what}: ${count}`];
    });
  } catch (error) {
    return [describeError(error)];
  }
}

/** What the tables must agree on. */
const CHECKS: readonly (readonly [what: string, sql: string])[] = [
  [
    'Tags without a memory',
    'SELECT count(*) FROM tags t LEFT JOIN memories m ON m.n = t.n WHERE m.n IS NULL',
  ],
  [
    'Vectors without a memory',
    'SELECT count(*) FROM vectors v LEFT JOIN memories m ON m.n = v.n WHERE m.n IS NULL',
  ],
  [
    'Words without a memory',
    'SELECT count(*) FROM digests d LEFT JOIN memories m ON m.n = d.n WHERE m.n IS NULL',
  ],
  [
    'Memories without words',
    'SELECT count(*) FROM memories m LEFT JOIN digests d ON d.n = m.n WHERE d.n IS NULL',
  ],
  [
    'Vectors of an unknown embedder',
    'SELECT count(*) FROM vectors v LEFT JOIN embedders b ON b.e = v.e WHERE b.e IS NULL',
  ],
  [
    'Vectors of another length than their embedder makes',
    'SELECT count(*) FROM vectors v JOIN embedders b ON b.e = v.e WHERE length(v.numbers) <> 4 * b.dimensions',
  ],
];
