import type { MemoryRow } from '../../model/memory';
import type { SortKey } from '../../model/query';
import type { StorePage, StoreRow } from '../../model/store';
import type { ListQuery } from '../port';
import type { Connection, SqlRow } from './connection';
import { whereOf, type Where } from './filter';
import { fromIdText, toIdText } from './idText';

/** What to sort by, the smaller first; memories without a value come last either way. */
const SORTS: Readonly<Record<SortKey, string | undefined>> = {
  file: undefined,
  title: 'm.title COLLATE NOCASE',
  type: 'm.type',
  status: 'm.status',
  uses: 'm.uses',
  chars: 'm.chars',
  updatedAt: 'm.updated',
  confidence: 'm.confidence',
};

/** How many memories have the memory `m` as their PARENT. */
const CHILD_COUNT = `(SELECT count(DISTINCT c.n) FROM edges e CROSS JOIN memories c ON c.id = e.target
  WHERE e.source = m.id AND e.type = 'PARENT' AND e.target <> m.id)`;
export const ROW_COLUMNS = `m.id, m.summary, ${CHILD_COUNT} AS children`;

/** The row out of a result with ROW_COLUMNS. */
export function rowOf(row: SqlRow): StoreRow {
  return { ...summaryOf(row['summary']), childCount: Number(row['children']) };
}

/** The row of a memory out of what its `summary` is in a result. */
export function summaryOf(summary: unknown): MemoryRow {
  return JSON.parse(String(summary)) as MemoryRow;
}

/** One page of the memories that a filter lets through. */
export function listPage(connection: Connection, query: ListQuery): StorePage {
  return pageOf(connection, { sql: '1', values: [] }, query);
}

/** One page of the children of a memory, or of those without a parent. */
export function childrenPage(connection: Connection, parent: string | null, query: ListQuery): StorePage {
  if (parent === null) return pageOf(connection, { sql: 'm.root = 1', values: [] }, query);
  const sql = `m.id IN (SELECT e.target FROM edges e WHERE e.source = ? AND e.type = 'PARENT') AND m.id <> ?`;
  const id = toIdText(parent);
  return pageOf(connection, { sql, values: [id, id] }, query);
}

function pageOf(connection: Connection, among: Where, query: ListQuery): StorePage {
  const filter = whereOf(query);
  const where = filter ? `${among.sql} AND ${filter.sql}` : among.sql;
  const values = [...among.values, ...(filter?.values ?? [])];
  const total = connection.number(`SELECT count(*) FROM memories m WHERE ${where}`, ...values);
  const rows = connection.all(
    `SELECT ${ROW_COLUMNS} FROM memories m WHERE ${where} ORDER BY ${orderOf(query)} LIMIT ? OFFSET ?`,
    ...values,
    query.limit,
    query.offset,
  );
  return { rows: rows.map(rowOf), total };
}

function orderOf({ sort }: ListQuery): string {
  const by = sort && SORTS[sort.by];
  const descending = sort?.descending === true ? 'DESC' : 'ASC';
  return by === undefined ? `m.position ${descending}` : `${by} ${descending} NULLS LAST, m.position`;
}

/** Ids out of a result with `id`. */
export const idsOf = (rows: readonly SqlRow[]): string[] => rows.map((row) => fromIdText(String(row['id'])));
