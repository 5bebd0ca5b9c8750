import type { Connection } from './connection';
import { toIdText } from './idText';
import { GAP } from './write';

/** A free position behind the last one of a table. */
export function lastPosition(connection: Connection, table: 'memories' | 'edges'): number {
  return connection.number(`SELECT coalesce(max(position), 0) FROM ${table}`) + GAP;
}

/** A free position right after a memory; null or an unknown one: before all others. */
export function positionAfter(connection: Connection, table: 'memories', previous: string | null): number {
  const find = (): number | undefined => {
    const before =
      previous === null
        ? undefined
        : connection.one('SELECT position FROM memories WHERE id = ?', toIdText(previous))?.['position'];
    return between(connection, table, before === undefined ? undefined : Number(before));
  };
  return find() ?? (spread(connection, table), find()!);
}

/** A free position for the edge that shall be at this index; past the end means last. */
export function positionAt(connection: Connection, index: number): number {
  const end = connection.number('SELECT count(*) FROM edges');
  if (index >= end) return lastPosition(connection, 'edges');
  const find = (): number | undefined => {
    const before =
      index <= 0
        ? undefined
        : connection.number('SELECT position FROM edges ORDER BY position LIMIT 1 OFFSET ?', index - 1);
    return between(connection, 'edges', before);
  };
  return find() ?? (spread(connection, 'edges'), find()!);
}

/** The middle between a position and the next; undefined where there is no room. */
function between(connection: Connection, table: 'memories' | 'edges', before: number | undefined) {
  if (before === undefined) {
    return connection.number(`SELECT coalesce(min(position), 0) FROM ${table}`) - GAP;
  }
  const after = connection.one(`SELECT min(position) AS next FROM ${table} WHERE position > ?`, before)?.[
    'next'
  ];
  if (after === null || after === undefined) return before + GAP;
  const middle = Math.floor((before + Number(after)) / 2);
  return middle > before ? middle : undefined;
}

/** Makes room between all neighbours anew. */
function spread(connection: Connection, table: 'memories' | 'edges'): void {
  connection.run(
    `UPDATE ${table} SET position = p.place * ${GAP} FROM
     (SELECT n, row_number() OVER (ORDER BY position) AS place FROM ${table}) p WHERE p.n = ${table}.n`,
  );
}
