import { setValue, removeValue, applySplice } from '../../base/json/edit';
import { sameRaw } from '../../base/json/sameRaw';
import type { RawJson } from '../../base/json/types';
import type { EmbedderTag } from '../../model/store';
import type { Connection, SqlRow } from './connection';
import { toIdText } from './idText';
import { numbersOf, takeRecord, type TakenRecord } from './record';
import { bytesOf, normalised, signs } from './vectorBytes';
import type { WordIndex } from './wordIndex';
import type { Analyser } from '../port';

/** Space between neighbours, so that one can be put between them without moving others. */
export const GAP = 1 << 20;
/** The cube's own vectors, whoever made them. */
export const OWN = '';

/** What writing a memory needs besides the connection. */
export interface Writing {
  readonly connection: Connection;
  readonly words: WordIndex;
  readonly analyser: Analyser;
}

/** A memory as it is written down. */
export interface Kept {
  readonly n: number;
  readonly raw: RawJson;
  readonly version: number;
  readonly hash: string;
}

/** The next number of the store's clock; inside a transaction. */
export function tick(connection: Connection): number {
  return connection.number(`UPDATE meta SET value = value + 1 WHERE name = 'counter' RETURNING value`);
}

export function keptOf(connection: Connection, id: string): Kept | undefined {
  const row = connection.one('SELECT n, raw, version, hash FROM memories WHERE id = ?', toIdText(id));
  return row && keptRow(row);
}

const keptRow = (row: SqlRow): Kept => ({
  n: Number(row['n']),
  raw: String(row['raw']),
  version: Number(row['version']),
  hash: String(row['hash']),
});

/** Adds a memory at a position. */
export function insertMemory(
  to: Writing,
  id: string,
  record: RawJson,
  at: { version: number; position: number },
  vectorRaw?: RawJson,
  vectorPlace?: number,
): void {
  const taken = takeRecord(id, record, vectorRaw, vectorPlace);
  const n = to.connection.run(
    `INSERT INTO memories (id, position, version, ${DERIVED.join(', ')})
     VALUES (?, ?, ?, ${DERIVED.map(() => '?').join(', ')})`,
    toIdText(id),
    at.position,
    at.version,
    ...derivedOf(taken),
  );
  indexMemory(to, n, taken);
  putOwnVector(to.connection, n, taken, at.version);
}

/** Writes a memory that is there anew; its place stays. `vectorRaw` null takes its own vector away. */
export function replaceMemory(
  to: Writing,
  id: string,
  kept: Kept,
  record: RawJson,
  version: number,
  vectorRaw?: RawJson | null,
  vectorPlace?: number,
): void {
  const { connection } = to;
  const taken = takeRecord(id, record, vectorRaw ?? undefined, vectorPlace);
  const own =
    vectorRaw === undefined && taken.vectorRaw === undefined ? ownVector(connection, kept.n) : undefined;
  const whole = own === undefined ? taken : takeRecord(id, taken.raw, own);
  connection.run(
    `UPDATE memories SET version = ?, ${DERIVED.map((name) => `${name} = ?`).join(', ')} WHERE n = ?`,
    version,
    ...derivedOf(whole),
    kept.n,
  );
  to.words.remove(kept.n);
  connection.run('DELETE FROM tags WHERE n = ?', kept.n);
  indexMemory(to, kept.n, whole);
  if (vectorRaw !== undefined || taken.vectorRaw !== undefined) {
    // The same vector beside another text was not made from that one.
    const before = dropOwnVector(connection, kept.n);
    const hash = before?.raw === taken.vectorRaw ? before?.hash : undefined;
    putOwnVector(connection, kept.n, taken, version, hash);
  }
}

/** Takes a memory away with its words, tags and vectors; its edges stay. */
export function deleteMemory(to: Writing, id: string, kept: Kept, version: number): void {
  const { connection } = to;
  connection.run('DELETE FROM memories WHERE n = ?', kept.n);
  connection.run('DELETE FROM tags WHERE n = ?', kept.n);
  connection.run('DELETE FROM vectors WHERE n = ?', kept.n);
  to.words.remove(kept.n);
  connection.run('INSERT INTO removed VALUES (?, ?)', version, toIdText(id));
}

const DERIVED = [
  'type',
  'status',
  'title',
  'chars',
  'uses',
  'updated',
  'confidence',
  'hash',
  'summary',
  'raw',
] as const;

function derivedOf({ row, raw, hash }: TakenRecord) {
  const [type, status, title] = [row.type, row.status, row.title].map(toIdText) as [string, string, string];
  const updated = row.updatedAt === undefined ? null : Math.trunc(row.updatedAt);
  const summary = JSON.stringify(row);
  return [
    type,
    status,
    title,
    row.chars,
    row.uses,
    updated,
    row.confidence ?? null,
    hash,
    summary,
    raw,
  ] as const;
}

function indexMemory(to: Writing, n: number, taken: TakenRecord): void {
  const { connection } = to;
  indexWords(to, n, taken);
  for (const tag of new Set(taken.row.tags)) {
    connection.run('INSERT INTO tags VALUES (?, ?)', toIdText(tag), n);
  }
}

/** Keeps the words and the digest of a memory that has none. */
export function indexWords({ words, analyser }: Writing, n: number, taken: TakenRecord): void {
  words.put(n, analyser.terms(taken.words), analyser.digest(taken.record, taken.row));
}

/** The number of an embedder; made where it is new. */
export function embedderOf(connection: Connection, tag: EmbedderTag): number {
  const values = [toIdText(tag.name), tag.dimensions] as const;
  const found = connection.one('SELECT e FROM embedders WHERE name = ? AND dimensions = ?', ...values);
  if (found) return Number(found['e']);
  return connection.run('INSERT INTO embedders (name, dimensions) VALUES (?, ?)', ...values);
}

/** Keeps a vector; one of the same embedder is replaced. */
export function putVector(
  connection: Connection,
  e: number,
  n: number,
  vector: Float32Array,
  made: {
    hash: string;
    stamp: number;
    raw?: RawJson | undefined;
    place?: number | undefined;
    taken?: boolean | undefined;
  },
): void {
  const numbers = normalised(vector);
  connection.run(
    `INSERT OR REPLACE INTO vectors (e, n, stamp, hash, bits, numbers, raw, place, taken)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    e,
    n,
    made.stamp,
    made.hash,
    bytesOf(signs(numbers)),
    bytesOf(numbers),
    made.raw ?? null,
    made.place ?? null,
    made.taken === true ? 1 : 0,
  );
}

function putOwnVector(
  connection: Connection,
  n: number,
  taken: TakenRecord,
  stamp: number,
  hash = taken.hash,
): void {
  if (taken.vectorRaw === undefined) return;
  const vector = numbersOf(taken.vectorRaw);
  if (!vector) return;
  const e = embedderOf(connection, { name: OWN, dimensions: vector.length });
  putVector(connection, e, n, vector, {
    hash,
    stamp,
    raw: taken.vectorRaw,
    place: taken.vectorPlace,
  });
}

/** A memory's own vector as it was written. */
export function ownVector(connection: Connection, n: number): RawJson | undefined {
  const row = connection.one('SELECT raw FROM vectors WHERE n = ? AND raw IS NOT NULL', n);
  return row && String(row['raw']);
}

/** Takes it away; returns it with the hash of the text that it was made from. */
function dropOwnVector(connection: Connection, n: number): { raw: RawJson; hash: string } | undefined {
  const row = connection.one('DELETE FROM vectors WHERE n = ? AND raw IS NOT NULL RETURNING raw, hash', n);
  return row && { raw: String(row['raw']), hash: String(row['hash']) };
}

/** A text with the value at a path set, or removed; undefined where it is not as expected. */
export function edited(
  text: RawJson,
  path: readonly (string | number)[],
  present: RawJson | null,
  op: { before: RawJson | null; after: RawJson | null },
): RawJson | undefined {
  if (!sameRaw(present, op.before)) return undefined;
  const splice = op.after === null ? removeValue(text, path) : setValue(text, path, op.after);
  return splice ? applySplice(text, splice) : text;
}
