import type { Facet } from '../../model/query';
import type { StoreCounts } from '../../model/store';
import type { Connection, SqlRow } from './connection';
import { fromIdText } from './idText';

const MOST_TAGS = 200;

/** How much there is of what. */
export function countsOf(connection: Connection): StoreCounts {
  const facets = (sql: string): Facet[] => connection.all(sql).map(facetOf);
  return {
    memories: connection.number('SELECT count(*) FROM memories'),
    edges: connection.number('SELECT count(*) FROM edges'),
    types: facets('SELECT type AS value, count(*) AS count FROM memories GROUP BY 1 ORDER BY 2 DESC, 1'),
    statuses: facets('SELECT status AS value, count(*) AS count FROM memories GROUP BY 1 ORDER BY 2 DESC, 1'),
    tags: facets(
      `SELECT tag AS value, count(*) AS count FROM tags GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_TAGS}`,
    ),
    edgeTypes: facets('SELECT type AS value, count(*) AS count FROM edges GROUP BY 1 ORDER BY 2 DESC, 1'),
    vectors: connection
      .all(
        `SELECT b.name, b.dimensions, count(*) AS count, sum(v.hash <> m.hash) AS stale,
           sum(v.taken = 1 AND v.hash = m.hash) AS taken
         FROM vectors v CROSS JOIN memories m ON m.n = v.n JOIN embedders b ON b.e = v.e GROUP BY v.e`,
      )
      .map((row) => ({
        embedder: { name: fromIdText(String(row['name'])), dimensions: Number(row['dimensions']) },
        count: Number(row['count']),
        stale: Number(row['stale']),
        taken: Number(row['taken']),
      })),
  };
}

const facetOf = (row: SqlRow): Facet => ({
  value: fromIdText(String(row['value'])),
  count: Number(row['count']),
});
