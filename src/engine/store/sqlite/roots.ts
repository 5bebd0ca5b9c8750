import type { Connection } from './connection';
import { idList } from './idText';

const IS_ROOT = `NOT EXISTS (SELECT 1 FROM edges e CROSS JOIN memories p ON p.id = e.source
  WHERE e.target = memories.id AND e.type = 'PARENT' AND e.source <> memories.id)`;

/** Notes anew which of these memories, and of their children, have no parent. */
export function refreshRoots(connection: Connection, ids: Iterable<string>): void {
  const list = idList(ids);
  connection.run(
    `UPDATE memories SET root = ${IS_ROOT} WHERE id IN (SELECT value FROM json_each(?)) OR id IN
     (SELECT target FROM edges WHERE type = 'PARENT' AND source IN (SELECT value FROM json_each(?)))`,
    list,
    list,
  );
}

/** Notes anew which memories have no parent, all of them. */
export function refreshAllRoots(connection: Connection): void {
  connection.run(`UPDATE memories SET root = ${IS_ROOT} WHERE root <> ${IS_ROOT}`);
}
