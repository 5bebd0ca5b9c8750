import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { analyser } from '../../engine/retrieval/facts';
import type { Neo4jAddress, Neo4jCredentials } from '../../engine/store/neo4j/address';
import type { MemoryStore } from '../../engine/store/port';
import type { Renewal } from '../../engine/store/sqlite/renewal';
import { openSqlite } from '../../engine/store/sqlite/sqliteStore';
import type { CliContext } from '../context';
import { isAddress, isSqlite } from './address';

/**
 * Opens the store that an argument names: a file that ends with `.sqlite`, or a Neo4j address. Undefined where it
 * names neither. Throws as the stores do, and `not-found` for a tenant that is not there.
 */
export async function openExistingStore(
  context: CliContext,
  text: string,
  { readOnly }: { readonly readOnly: boolean },
): Promise<MemoryStore | undefined> {
  if (isAddress(text)) {
    const store = await openNeo4j(text);
    try {
      await requireTenant(store, text, context.signal);
      return store;
    } catch (error) {
      store.dispose();
      throw error;
    }
  }
  const path = resolve(context.cwd, text);
  if (!isSqlite(text) || !(await stat(path).catch(() => undefined))?.isFile()) return undefined;
  const renew = (run: Renewal): Promise<void> => run(context.signal);
  return openSqlite(path, { readOnly, analyser, renew });
}

/** Connects to the cube at an address, whether it holds memories or not. */
export async function openNeo4j(text: string): Promise<MemoryStore> {
  const [{ Neo4jConnection }, { Neo4jStore }] = await Promise.all([
    import('../../engine/store/neo4j/connection'),
    import('../../engine/store/neo4j/neo4jStore'),
  ]);
  const { address, credentials } = await neo4jPlace(text);
  const connection = await Neo4jConnection.connect({ address, credentials });
  try {
    return await Neo4jStore.open(connection);
  } catch (error) {
    connection.dispose();
    throw error;
  }
}

/**
 * An address, and who connects, by OPENMEM_NEO4J_USER and OPENMEM_NEO4J_PASSWORD: what stands in arguments is seen
 * by everybody on the machine. Throws `bad-argument` for credentials in the address, `unauthorized` without any.
 */
export async function neo4jPlace(
  text: string,
): Promise<{ address: Neo4jAddress; credentials: Neo4jCredentials }> {
  const { parseNeo4jAddress } = await import('../../engine/store/neo4j/address');
  const address = parseNeo4jAddress(text);
  const { OPENMEM_NEO4J_USER: user = 'neo4j', OPENMEM_NEO4J_PASSWORD: password = '' } = process.env;
  if (password === '') {
    throw new StudioError('unauthorized', 'There is no password for the Neo4j server.', {
      remedy: 'Set OPENMEM_NEO4J_PASSWORD, and OPENMEM_NEO4J_USER for another user than neo4j.',
    });
  }
  return { address, credentials: { user, password } };
}

async function requireTenant(store: MemoryStore, text: string, signal: AbortSignal): Promise<void> {
  const { memories } = await store.counts(signal);
  if (memories > 0) return;
  const { address, credentials } = await neo4jPlace(text);
  const { testNeo4j } = await import('../../engine/store/neo4j/inspect');
  const { tenants } = await testNeo4j(address, credentials, signal);
  const names = tenants.flatMap(({ name }) => name ?? []).slice(0, 10);
  throw new StudioError('not-found', `There are no memories at ${store.info.location}.`, {
    remedy:
      names.length > 0
        ? `Name one of its tenants with ?tenant=NAME: ${names.join(', ')}.`
        : 'Look at the database with openmem ls, or copy a cube there.',
  });
}
