import type { Edge } from '../../model/memory';
import { cycleRoots, unreached } from '../cycleRoots';
import type { Connection } from './connection';
import { idList } from './idText';

const IS_ROOT = `NOT EXISTS (SELECT 1 FROM edges e CROSS JOIN memories p ON p.id = e.source
  WHERE e.target = memories.id AND e.type = 'PARENT' AND e.source <> memories.id)`;

const CONCERNED = `(id IN (SELECT value FROM json_each(?)) OR id IN (SELECT value FROM json_each(?)) OR id IN
  (SELECT target FROM edges WHERE type = 'PARENT' AND source IN (SELECT value FROM json_each(?))))`;

/** From memories with a parent upwards: the relations by which they and those above them hang together. */
const ABOVE = (start: string): string => `WITH RECURSIVE up(id) AS (
  SELECT id FROM memories WHERE ${start} AND +root = 0
  UNION
  SELECT e.source FROM up CROSS JOIN edges e ON e.target = up.id AND e.type = 'PARENT'
    CROSS JOIN memories p ON p.id = e.source)
  SELECT e.source, e.target FROM up CROSS JOIN edges e ON e.target = up.id AND e.type = 'PARENT'
    CROSS JOIN memories p ON p.id = e.source WHERE e.source <> e.target`;

/**
 * Notes anew which of these memories, and of their children, stand at the top: those without a parent, and the first
 * of those that are each other's parents in a ring.
 */
export function refreshRoots(connection: Connection, ids: Iterable<string>): void {
  // Whatever ends a ring touches one of its memories, and not always the one that stands at the top.
  const list = idList(ids);
  const rings = ringsOf(connection);
  connection.run(`UPDATE memories SET root = ${IS_ROOT} WHERE ${CONCERNED}`, list, rings, list);
  markRings(connection, connection.all(ABOVE(CONCERNED), list, rings, list), rings);
}

/** Parents of these memories, of those among them that are parents themselves: a ring needs both. */
const PARENTS_OF_PARENTS = `id IN (SELECT e.source FROM json_each(?) j CROSS JOIN edges e ON e.target = j.value
  WHERE e.type = 'PARENT' AND EXISTS (SELECT 1 FROM edges c WHERE c.source = e.target AND c.type = 'PARENT'))`;

/** The same after relations were added: only what they lead to can have lost its place at the top, or be in a ring. */
export function refreshRootsAfter(connection: Connection, relations: readonly Edge[]): void {
  const targets = relations.flatMap(({ type, target }) => (type === 'PARENT' ? [target] : []));
  if (targets.length === 0) return;
  const list = idList(new Set(targets));
  const rings = ringsOf(connection);
  const ends = 'id IN (SELECT value FROM json_each(?) UNION SELECT value FROM json_each(?))';
  connection.run(`UPDATE memories SET root = ${IS_ROOT} WHERE ${ends}`, list, rings);
  const above = ABOVE(`(${PARENTS_OF_PARENTS} OR id IN (SELECT value FROM json_each(?)))`);
  markRings(connection, connection.all(above, list, rings), rings);
}

/** Notes anew which memories stand at the top, all of them. */
export function refreshAllRoots(connection: Connection): void {
  connection.run(`UPDATE memories SET root = ${IS_ROOT} WHERE root <> ${IS_ROOT}`);
  markRings(connection, connection.all(ABOVE('true')), ringsOf(connection));
}

const NAME = 'rings';

/** Memories that stand at the top of a ring, as a JSON list of their ids as the tables have them. */
function ringsOf(connection: Connection): string {
  const value = connection.one('SELECT value FROM meta WHERE name = ?', NAME)?.['value'];
  return typeof value === 'string' ? value : '[]';
}

function markRings(
  connection: Connection,
  relations: readonly Readonly<Record<string, unknown>>[],
  before: string,
): void {
  const { ids, children } = unreached(
    relations.map((row) => [String(row['source']), String(row['target'])] as const),
  );
  if (ids.size === 0) {
    if (before !== '[]') connection.run('DELETE FROM meta WHERE name = ?', NAME);
    return;
  }
  const ordered = connection.all(
    'SELECT id FROM memories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position',
    JSON.stringify([...ids]),
  );
  const among = (id: string): readonly string[] => children(id).filter((child) => ids.has(child));
  const rings = JSON.stringify(
    cycleRoots(
      ordered.map((row) => String(row['id'])),
      among,
    ),
  );
  connection.run('UPDATE memories SET root = 1 WHERE id IN (SELECT value FROM json_each(?))', rings);
  connection.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', NAME, rings);
}
