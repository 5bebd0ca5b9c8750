import type { ManagedTransaction } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import type { Neo4jConnection } from './connection';
import type { Scope } from './scope';

/**
 * MemOS makes no constraint on ids, so adding takes a lock of the whole database, on a node of our own. It is made
 * before the transaction that needs it. Two first writers may make two; every later one locks all there are, and
 * of two first ones at least one sees both.
 */
export async function prepareAdding(connection: Neo4jConnection, signal?: AbortSignal): Promise<void> {
  await connection.write((tx) => tx.run("MERGE (:MemCubeLock {name: 'add'})"), signal);
}

/** Locks adding until the transaction ends. */
export async function lockAdding(tx: ManagedTransaction): Promise<void> {
  await tx.run(
    'MATCH (lock:MemCubeLock) WITH lock ORDER BY elementId(lock) SET lock.held = true REMOVE lock.held',
  );
}

/** Locks memories until the transaction ends, always in the same order, so that no two wait for each other. */
export async function lockMemories(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<void> {
  await tx.run(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')}
     WITH n ORDER BY elementId(n) SET n.memcube_lock = true REMOVE n.memcube_lock`,
    { ...scope.params, ids },
  );
}

/**
 * Refuses ids that another tenant of the same database has: MemOS finds memories by id alone, and would take the
 * other tenant's over.
 */
export async function refuseForeignIds(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<void> {
  if (scope.tenant === undefined || ids.length === 0) return;
  const { records } = await tx.run<{ id: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND NOT coalesce(${scope.of('n')}, false) RETURN n.id AS id LIMIT 1`,
    { ...scope.params, ids },
  );
  const [first] = records;
  if (first === undefined) return;
  throw new StudioError(
    'duplicate-id',
    `The id ${first.get('id')} belongs to another cube in this database.`,
    {
      remedy: 'In one Neo4j database an id can exist only once. Give the memory a new id.',
    },
  );
}
