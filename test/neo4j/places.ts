import { createRequire } from 'node:module';
import { inject } from 'vitest';
import { Neo4jConnection, type ConnectOptions } from '../../src/engine/store/neo4j/connection';
import { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import type * as Neo4j from '../run/lib/neo4j.js';

const require = createRequire(import.meta.url);
const { startNeo4j } = require('../run/lib/neo4j.js') as typeof Neo4j;

let made = 0;

/** A name of a tenant that no other test has. */
export const freshTenant = (): string => `tenant ${process.pid}-${++made}`;

export type Server = Neo4j.Neo4jAddress;

/** A connection to the database of the run, or of another server. */
export function connect(
  tenant: string | undefined,
  { server = inject('neo4j'), ...more }: { server?: Server } & Omit<Partial<ConnectOptions>, 'address'> = {},
): Promise<Neo4jConnection> {
  const { uri, database, user, password } = server;
  return Neo4jConnection.connect({
    address: { uri, database, tenant },
    credentials: { user, password },
    ...more,
  });
}

export async function openStore(tenant: string | undefined, server?: Server): Promise<Neo4jStore> {
  return Neo4jStore.open(await connect(tenant, server ? { server } : {}), { lookEvery: 100 });
}

/** Runs Cypher as somebody else would. */
export async function cypher<T = Record<string, unknown>>(
  text: string,
  params: Record<string, unknown> = {},
  server?: Server,
): Promise<T[]> {
  const connection = await connect(undefined, server ? { server } : {});
  try {
    const result = await connection.write((tx) => tx.run(text, params));
    return result.records.map((record) => record.toObject() as T);
  } finally {
    connection.dispose();
  }
}

/** Removes what a tenant has. */
export async function removeTenant(tenant: string, server?: Server): Promise<void> {
  await cypher('MATCH (n:Memory|MemCubeVector {user_name: $tenant}) DETACH DELETE n', { tenant }, server);
}

export { startNeo4j };
