import type { ManagedTransaction, RecordShape } from 'neo4j-driver';
import type { Facet } from '../../model/query';
import type { StoreCounts } from '../../model/store';
import { tagsOf, typeOf } from './filter';
import { asNumber } from './rows';
import type { Scope } from './scope';

const MOST_TAGS = 200;

export async function counts(tx: ManagedTransaction, scope: Scope): Promise<StoreCounts> {
  const mine = `MATCH (n:Memory) WHERE ${scope.of('n')}`;
  const run = async (cypher: string): Promise<RecordShape[]> =>
    (await tx.run(cypher, scope.params)).records.map((record) => record.toObject());
  const facets = async (cypher: string): Promise<Facet[]> =>
    (await run(cypher)).map(({ value, count }) => ({ value: String(value), count: asNumber(count) ?? 0 }));
  const most = 'count(*) AS count ORDER BY count DESC, value ASC';
  const [total] = await run(`${mine} RETURN count(n) AS count`);
  const types = await facets(`${mine} WITH ${typeOf('n')} AS value RETURN value, ${most}`);
  const statuses = await facets(`${mine} WITH coalesce(n.status, '') AS value RETURN value, ${most}`);
  const tags = await facets(
    `${mine} UNWIND ${tagsOf('n')} AS value RETURN value, ${most} LIMIT ${MOST_TAGS}`,
  );
  const edgeTypes = await facets(
    `${mine} MATCH (n)-[r]->(b:Memory) WHERE ${scope.of('b')}
     WITH DISTINCT n, type(r) AS value, b RETURN value, ${most}`,
  );
  const own = await run(
    `${mine} AND n.embedding IS NOT NULL
     RETURN '' AS name, size(n.embedding) AS dimensions, count(n) AS count`,
  );
  const staleOwn = await run(
    `MATCH (v:MemCubeVector) WHERE v.user_name = coalesce($tenant, '') AND v.embedder = ''
     MATCH (n:Memory) WHERE n.id = v.id AND ${scope.of('n')} AND v.text <> n.memory
     RETURN size(n.embedding) AS dimensions, count(n) AS stale`,
  );
  const others = await run(
    `MATCH (v:MemCubeVector) WHERE v.user_name = coalesce($tenant, '') AND v.embedder <> ''
     MATCH (n:Memory) WHERE n.id = v.id AND ${scope.of('n')}
     RETURN v.embedder AS name, v.dimensions AS dimensions, count(n) AS count,
       sum(CASE WHEN v.text <> n.memory THEN 1 ELSE 0 END) AS stale,
       sum(CASE WHEN v.taken AND v.text = n.memory THEN 1 ELSE 0 END) AS taken`,
  );
  return {
    memories: asNumber(total?.count) ?? 0,
    edges: edgeTypes.reduce((sum, { count }) => sum + count, 0),
    types,
    statuses,
    tags,
    edgeTypes,
    vectors: [...own.map((each) => ({ ...each, ...staleOf(each, staleOwn) })), ...others].map(
      (each: RecordShape) => ({
        embedder: { name: String(each.name), dimensions: asNumber(each.dimensions) ?? 0 },
        count: asNumber(each.count) ?? 0,
        stale: asNumber(each.stale) ?? 0,
        taken: asNumber(each.taken) ?? 0,
      }),
    ),
  };
}

function staleOf(own: RecordShape, stale: readonly RecordShape[]): { stale: unknown } {
  const size = asNumber(own.dimensions);
  return { stale: stale.find((each) => asNumber(each.dimensions) === size)?.stale ?? 0 };
}
