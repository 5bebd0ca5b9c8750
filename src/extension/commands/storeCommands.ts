import * as vscode from 'vscode';
import { withProgress } from '../host/boundary';
import { EDITORS } from '../ids';
import { connectFlow, foundText } from '../stores/connectFlow';
import type { Connection, Neo4jConnectionInfo } from '../stores/connections';
import { lookAt, sqliteConnection } from '../stores/openStore';
import { mustBeTrusted } from '../stores/stores';
import { storeUri } from '../stores/storeUri';
import type { Studio } from '../studio';
import type { ConnectionNode } from '../views/nodes';

/** Connects a Neo4j database, after a test that shows what it holds. */
export async function connectStore(studio: Studio): Promise<void> {
  mustBeTrusted();
  const fresh: Neo4jConnectionInfo = {
    kind: 'neo4j',
    id: studio.context.newId(),
    name: '',
    uri: 'neo4j://localhost:7687',
    database: 'neo4j',
    tenants: 'shared',
    user: 'neo4j',
  };
  await connect(studio, fresh, '');
}

/** Asks for the parts of a connection again. */
export async function editStore(studio: Studio, args: readonly unknown[]): Promise<void> {
  mustBeTrusted();
  const connection = await chooseNeo4j(studio, args);
  if (connection) await connect(studio, connection, await studio.stores.connections.password(connection.id));
}

async function connect(studio: Studio, start: Neo4jConnectionInfo, password: string): Promise<void> {
  const made = await connectFlow(start, password);
  if (!made) return;
  await studio.stores.connections.keep(made.connection, made.password);
  await vscode.commands.executeCommand('memcube.cubes.focus');
}

/** Forgets a connection; the database stays as it is. */
export async function removeStore(studio: Studio, args: readonly unknown[]): Promise<void> {
  const connection = await chooseStore(studio, args);
  if (!connection) return;
  const remove = vscode.l10n.t('Disconnect');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Disconnect {0}?', connection.name),
    { modal: true, detail: vscode.l10n.t('Its memories stay where they are; the password is forgotten.') },
    remove,
  );
  if (choice === remove) await studio.stores.connections.remove(connection);
}

/** Looks at a connection again. */
export async function refreshStore(studio: Studio, args: readonly unknown[]): Promise<void> {
  const connection = await chooseStore(studio, args);
  if (connection) studio.stores.refresh(connection.id);
}

/** Says what answers at a connection, or why nothing does. */
export async function testStore(studio: Studio, args: readonly unknown[]): Promise<void> {
  mustBeTrusted();
  const connection = await chooseNeo4j(studio, args);
  if (!connection) return;
  const password = await studio.stores.connections.password(connection.id);
  const title = vscode.l10n.t('Testing {0}…', connection.name);
  const report = await withProgress(title, (signal) => lookAt(connection, password, signal));
  void vscode.window.showInformationMessage(`${connection.name}: ${foundText(report)}`);
}

/** Makes the indexes that searching is quick with, after asking: they are the database's. */
export async function createStoreIndexes(studio: Studio, args: readonly unknown[]): Promise<void> {
  mustBeTrusted();
  const connection = await chooseNeo4j(studio, args);
  if (!connection) return;
  const create = vscode.l10n.t('Create Indexes');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Create indexes in the database {0}?', connection.database),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Those of MemOS, one that finds memories by id, and one that finds words in texts and titles. They take space in the database, and every user of it has them.',
      ),
    },
    create,
  );
  if (choice !== create) return;
  const password = await studio.stores.connections.password(connection.id);
  await withProgress(vscode.l10n.t('Creating indexes…'), async () => {
    const { Neo4jConnection } = await import('../../engine/store/neo4j/connection');
    const { createIndexes } = await import('../../engine/store/neo4j/indexes');
    const { uri, database, user } = connection;
    const opened = await Neo4jConnection.connect({
      address: { uri, database },
      credentials: { user, password },
    });
    try {
      await createIndexes(opened, { agreed: true });
    } finally {
      opened.dispose();
    }
  });
  studio.stores.refresh(connection.id);
}

/** Opens an SQLite file as a cube and keeps it among the stores. */
export async function openSqliteCube(studio: Studio): Promise<void> {
  mustBeTrusted();
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Open which SQLite cube?'),
      filters: { SQLite: ['sqlite', 'sqlite3', 'db'] },
    })) ?? [];
  if (!file) return;
  const { connections } = studio.stores;
  const known = connections.list().find((other) => other.kind === 'sqlite' && other.file === file.fsPath);
  const connection = known ?? sqliteConnection(file, studio.context.newId());
  if (!known) await connections.keep(connection);
  await vscode.commands.executeCommand('vscode.openWith', storeUri(connection, null), EDITORS.cube);
}

async function chooseNeo4j(
  studio: Studio,
  args: readonly unknown[],
): Promise<Neo4jConnectionInfo | undefined> {
  const connection = await chooseStore(studio, args, 'neo4j');
  return connection?.kind === 'neo4j' ? connection : undefined;
}

/** The connection that a command was called on, else one that the person picks. */
async function chooseStore(
  studio: Studio,
  args: readonly unknown[],
  kind?: Connection['kind'],
): Promise<Connection | undefined> {
  const [node] = args as [Partial<ConnectionNode> | undefined];
  if (node?.node === 'connection' && node.connection) return node.connection;
  const list = studio.stores.connections.list().filter((each) => kind === undefined || each.kind === kind);
  if (list.length === 0) {
    await offerToConnect(studio);
    return undefined;
  }
  const items = list.map((connection) => ({ label: connection.name, connection }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which store?') });
  return chosen?.connection;
}

async function offerToConnect(studio: Studio): Promise<void> {
  const connectOne = vscode.l10n.t('Connect to Neo4j…');
  const none = vscode.l10n.t('No store is connected. Connect one in the Cubes view.');
  if ((await vscode.window.showInformationMessage(none, connectOne)) === connectOne)
    await connectStore(studio);
}
