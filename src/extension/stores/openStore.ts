import { basename } from 'node:path';
import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { Neo4jReport } from '../../engine/store/neo4j/inspect';
import type { MemoryStore } from '../../engine/store/port';
import type { Renewal } from '../../engine/store/sqlite/renewal';
import { withProgress } from '../host/boundary';
import type { Connection, Neo4jConnectionInfo } from './connections';

/** Whether a store can be reached. */
export type Reach = 'connected' | 'away' | 'retrying';

export interface OpenedStore {
  readonly store: MemoryStore;
  /** How its words were taken apart, and a question's must be. */
  readonly analyse: (text: string) => readonly string[];
  /** Tells when the way to the store is lost or found again; nothing where that cannot happen. */
  onReach(listener: (reach: Reach) => void): void;
}

/** A cube that a connection offers. */
export interface Tenant {
  /** Null where the connection is one cube. */
  readonly name: string | null;
  readonly memories: number | undefined;
}

/** Opens the store of a tenant. Databases and their clients are loaded only now. */
export async function openStore(
  connection: Connection,
  tenant: string | null,
  password: string,
): Promise<OpenedStore> {
  const { analyser } = await import('../../engine/retrieval/facts');
  const analyse = analyser.terms;
  if (connection.kind === 'sqlite') {
    const { openSqlite } = await import('../../engine/store/sqlite/sqliteStore');
    const store = await openSqlite(connection.file, { name: connection.name, analyser, renew });
    return { store, analyse, onReach: () => undefined };
  }
  const { Neo4jConnection } = await import('../../engine/store/neo4j/connection');
  const { Neo4jStore } = await import('../../engine/store/neo4j/neo4jStore');
  const { uri, database, user } = connection;
  const address = { uri, database, tenant: tenant ?? undefined };
  const opened = await Neo4jConnection.connect({ address, credentials: { user, password } });
  try {
    return { store: await Neo4jStore.open(opened), analyse, onReach: (listener) => opened.onState(listener) };
  } catch (error) {
    opened.dispose();
    throw error;
  }
}

/** Memories whose words are made anew in a second or less. */
const FEW = 5000;

/** Says that the words of a file are made anew, which another version of the extension made; can be stopped. */
function renew(run: Renewal, memories: number): PromiseLike<void> {
  if (memories <= FEW) return run();
  return withProgress(vscode.l10n.t('Making the word index of this version'), (signal, onProgress) =>
    run(signal, (done, total) => onProgress(done / total)),
  );
}

/** What answers at a Neo4j address; rejects with the reason why nothing does. */
export async function lookAt(
  connection: Pick<Neo4jConnectionInfo, 'uri' | 'database' | 'user'>,
  password: string,
  signal?: AbortSignal,
): Promise<Neo4jReport> {
  const { testNeo4j } = await import('../../engine/store/neo4j/inspect');
  const { uri, database, user } = connection;
  return testNeo4j({ uri, database }, { user, password }, signal);
}

/** The cubes of a connection. */
export async function tenantsOf(connection: Connection, password: string): Promise<readonly Tenant[]> {
  if (connection.kind === 'sqlite') return [{ name: null, memories: undefined }];
  const { tenants } = await lookAt(connection, password);
  if (connection.tenants === 'shared') return tenants;
  return [{ name: null, memories: tenants.reduce((sum, { memories }) => sum + memories, 0) }];
}

/** A connection for an SQLite file; throws StudioError `bad-argument` for what cannot be one. */
export function sqliteConnection(uri: vscode.Uri, id: string): Connection {
  if (uri.scheme !== 'file') {
    throw new StudioError('bad-argument', vscode.l10n.t('An SQLite cube must be a file on this computer.'));
  }
  return { kind: 'sqlite', id, name: basename(uri.fsPath).replace(/\.(sqlite3?|db)$/, ''), file: uri.fsPath };
}
