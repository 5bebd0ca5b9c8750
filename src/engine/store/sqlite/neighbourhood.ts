import type { Edge } from '../../model/memory';
import type { Neighbourhood, StoreRow } from '../../model/store';
import type { NeighbourQuery } from '../port';
import type { Connection, SqlRow } from './connection';
import { fromIdText, idList } from './idText';
import type { Numbers } from './numbers';
import { ROW_COLUMNS, rowOf } from './rows';

/** The memories around some memories, breadth first. */
export function neighbourhoodOf(
  connection: Connection,
  numbers: Numbers,
  ids: readonly string[],
  query: NeighbourQuery,
): Neighbourhood {
  const depth = new Map<string, number>();
  const rows: StoreRow[] = [];
  const columns = query.idsOnly === true ? 'm.n, m.id' : `m.n, ${ROW_COLUMNS}`;
  let cut = false;
  const enter = (found: readonly (SqlRow | string)[], level: number): string[] => {
    const entered: string[] = [];
    for (const one of found) {
      const id = typeof one === 'string' ? one : numbers.note(one['n'], one['id']);
      if (depth.has(id)) continue;
      if (depth.size >= query.limit) {
        cut = true;
        break;
      }
      depth.set(id, level);
      if (typeof one !== 'string' && query.idsOnly !== true) rows.push(rowOf(one));
      entered.push(id);
    }
    return entered;
  };
  const start = `SELECT ${columns} FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value`;
  numbers.refresh();
  let edge = enter(query.idsOnly === true ? numbers.there(ids) : connection.all(start, idList(ids)), 0);
  for (let level = 1; level <= query.depth && edge.length > 0 && !cut; level++) {
    edge = enter(nextOf(connection, edge, query, columns, depth), level);
  }
  return { rows, edges: edgesAmong(connection, depth, query), depth, cut };
}

/** Memories one step further. */
function nextOf(
  connection: Connection,
  from: readonly string[],
  query: NeighbourQuery,
  columns: string,
  known: ReadonlyMap<string, number>,
): SqlRow[] {
  const ways = [
    ...(query.direction === 'in' ? [] : [['source', 'target']]),
    ...(query.direction === 'out' ? [] : [['target', 'source']]),
  ];
  const steps = ways.map(
    ([near, far]) => `SELECT e.${far} AS id, e.position FROM json_each(?1) j CROSS JOIN edges e
      ON e.${near} = j.value WHERE ?2 IS NULL OR e.type IN (SELECT value FROM json_each(?2))`,
  );
  return connection.all(
    `SELECT ${columns} FROM (SELECT id, min(position) AS first FROM (${steps.join(' UNION ALL ')}) GROUP BY id) s
     CROSS JOIN memories m ON m.id = s.id ORDER BY s.first LIMIT ?3`,
    idList(from),
    query.types ? idList(query.types) : null,
    query.limit + known.size + 1,
  );
}

function edgesAmong(
  connection: Connection,
  depth: ReadonlyMap<string, number>,
  { types }: NeighbourQuery,
): Edge[] {
  const rows = connection.all(
    `SELECT e.source, e.target, e.type FROM json_each(?1) j CROSS JOIN edges e ON e.source = j.value
     WHERE e.target IN (SELECT value FROM json_each(?1))
     AND (?2 IS NULL OR e.type IN (SELECT value FROM json_each(?2))) ORDER BY e.position`,
    idList(depth.keys()),
    types ? idList(types) : null,
  );
  return rows.map(edgeRow);
}

/** An edge out of a result with `source`, `target` and `type`. */
export const edgeRow = (row: SqlRow): Edge => ({
  source: fromIdText(String(row['source'])),
  target: fromIdText(String(row['target'])),
  type: fromIdText(String(row['type'])),
});

/** Edges with an end among memories, in their order. */
export function edgesOf(connection: Connection, ids: readonly string[]): Edge[] {
  const rows = connection.all(
    `SELECT DISTINCT e.n, e.position, e.source, e.target, e.type FROM json_each(?) j
     CROSS JOIN edges e ON e.source = j.value OR e.target = j.value ORDER BY e.position`,
    idList(ids),
  );
  return rows.map(edgeRow);
}
