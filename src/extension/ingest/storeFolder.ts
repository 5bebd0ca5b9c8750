import { createHash } from 'node:crypto';
import type { Connection } from '../stores/connections';

/**
 * Name of the folder in which batches of a cube in a store are kept: made of where the store is and of the tenant,
 * not of the connection, so that a store that is connected anew finds them again.
 */
export function storeFolder(connection: Connection, tenant: string | null): string {
  const place =
    connection.kind === 'sqlite'
      ? [connection.kind, connection.file]
      : [connection.kind, connection.uri, connection.database];
  return createHash('sha256')
    .update(JSON.stringify([...place, tenant]))
    .digest('hex')
    .slice(0, 32);
}
