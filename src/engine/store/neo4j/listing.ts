import { int, type ManagedTransaction } from 'neo4j-driver';
import type { StorePage } from '../../model/store';
import type { ListQuery } from '../port';
import { whereOf } from './filter';
import { asNumber, ROW, storeRow, type NodeShape } from './rows';
import type { Scope } from './scope';

type Sort = NonNullable<ListQuery['sort']>['by'];

/** `file` is the order of MemOS's export. */
const ORDERS: Record<Sort, string> = {
  file: 'n.created_at',
  title: "toLower(coalesce(n.key, n.memory, ''))",
  type: "coalesce(n.memory_type, n.preference_type, '')",
  status: "coalesce(n.status, '')",
  uses: 'coalesce(size(n.usage), 0)',
  chars: "size(coalesce(n.memory, ''))",
  updatedAt: 'n.updated_at',
  confidence: 'CASE WHEN n.confidence > 1 THEN n.confidence / 100.0 ELSE n.confidence END',
};

/**
 * One page of memories: of all (`undefined`), of those at the top (null: without a parent, and those in `tops`), or of
 * the children of one.
 */
export async function page(
  tx: ManagedTransaction,
  scope: Scope,
  parent: string | null | undefined,
  query: ListQuery,
  tops: readonly string[] = [],
): Promise<StorePage> {
  const { where, params } = whereOf(query);
  const all = `${scope.of('n')} AND ${place(parent, scope)} AND ${where}`;
  const values = { ...scope.params, ...params, parent: parent ?? null, tops };
  const counted = await tx.run(`MATCH (n:Memory) WHERE ${all} RETURN count(n) AS total`, values);
  const total = asNumber(counted.records[0]?.get('total')) ?? 0;
  const rows = await tx.run<NodeShape & { childCount: unknown }>(
    `MATCH (n:Memory) WHERE ${all}
     WITH n ORDER BY ${order(query)} SKIP $offset LIMIT $limit
     RETURN ${ROW}, ${CHILDREN(scope)} AS childCount`,
    { ...values, offset: int(query.offset), limit: int(query.limit) },
  );
  return { rows: rows.records.map((record) => storeRow(record.toObject())), total };
}

/** How many children of the tenant `n` has. */
export const CHILDREN = (scope: Scope): string =>
  `COUNT { MATCH (n)-[:PARENT]->(child:Memory) WHERE ${scope.of('child')} RETURN DISTINCT child }`;

function place(parent: string | null | undefined, scope: Scope): string {
  if (parent === undefined) return 'true';
  const above = `EXISTS { MATCH (above:Memory)-[:PARENT]->(n) WHERE above <> n AND ${scope.of('above')}`;
  return parent === null ? `(NOT ${above} } OR n.id IN $tops)` : `${above} AND above.id = $parent }`;
}

/** By the key, memories without it last, and where it is equal by id, so that pages fit together. */
function order({ sort }: ListQuery): string {
  const by = sort?.by ?? 'file';
  if (by === 'file') return sort?.descending ? 'n.created_at ASC, n.id ASC' : 'n.created_at DESC, n.id DESC';
  return `(${ORDERS[by]}) IS NULL ASC, ${ORDERS[by]} ${sort?.descending ? 'DESC' : 'ASC'}, n.id ASC`;
}
