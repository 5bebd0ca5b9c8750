import type { Neo4jAddress, Neo4jCredentials } from './address';
import { Neo4jConnection } from './connection';
import { findIndexes, type Indexes } from './indexes';
import { asNumber } from './rows';
import { decodeRecord } from './decode';
import type { ServerInfo } from './server';
import { own, quickJson } from '../../base/json/quick';

/** A cube in a database: the memories of one `user_name`. */
export interface Tenant {
  /** Null for memories without one: the database is one cube. */
  readonly name: string | null;
  readonly memories: number;
  /** The last `updated_at`, ISO 8601. */
  readonly lastChange: string | undefined;
}

/** What a test of a connection found. */
export interface Neo4jReport {
  readonly server: ServerInfo;
  /** Databases that this user sees, without `system`; only the one asked for where they may not be listed. */
  readonly databases: readonly string[];
  readonly tenants: readonly Tenant[];
  readonly indexes: Indexes;
  /** MemOS's community layout: the vectors are in Qdrant and not here. */
  readonly vectorsElsewhere: boolean;
}

/** Connects, looks and goes. Rejects as `Neo4jConnection.connect` does. */
export async function testNeo4j(
  address: Neo4jAddress,
  credentials: Neo4jCredentials,
  signal?: AbortSignal,
): Promise<Neo4jReport> {
  const connection = await Neo4jConnection.connect({ address, credentials });
  try {
    return {
      server: connection.server,
      databases: await listDatabases(connection, signal),
      tenants: await listTenants(connection, signal),
      indexes: await findIndexes(connection, signal),
      vectorsElsewhere: await vectorsElsewhere(connection, signal),
    };
  } finally {
    connection.dispose();
  }
}

/** The tenants of the connection's database, most memories first. */
export async function listTenants(connection: Neo4jConnection, signal?: AbortSignal): Promise<Tenant[]> {
  const { records } = await connection.read(
    (tx) =>
      tx.run(
        `MATCH (n:Memory) RETURN n.user_name AS name, count(n) AS memories, max(n.updated_at) AS time
         ORDER BY memories DESC, name`,
      ),
    signal,
  );
  return records.map((record) => {
    const { name, memories, time } = record.toObject();
    const shown = own(own(quickJson(decodeRecord({ id: '', time })), 'metadata'), 'time');
    return {
      name: name === null ? null : String(name),
      memories: asNumber(memories) ?? 0,
      lastChange: typeof shown === 'string' ? shown : undefined,
    };
  });
}

async function listDatabases(connection: Neo4jConnection, signal?: AbortSignal): Promise<string[]> {
  try {
    const { records } = await connection.read(
      (tx) => tx.run<{ name: string }>('SHOW DATABASES YIELD name RETURN DISTINCT name ORDER BY name'),
      signal,
    );
    return records.map((record) => record.get('name')).filter((name) => name !== 'system');
  } catch (error) {
    signal?.throwIfAborted();
    if (connection.state !== 'connected') throw error;
    return [connection.address.database];
  }
}

/** Whether memories say that their vectors were sent to another database, and none is here. */
export async function vectorsElsewhere(connection: Neo4jConnection, signal?: AbortSignal): Promise<boolean> {
  const { records } = await connection.read(
    (tx) =>
      tx.run(
        `OPTIONAL MATCH (n:Memory) WHERE n.vector_sync IS NOT NULL AND n.embedding IS NULL
         RETURN count(n) > 0 AS elsewhere`,
      ),
    signal,
  );
  return records[0]?.get('elsewhere') === true;
}
