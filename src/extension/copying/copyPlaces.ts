import * as vscode from 'vscode';
import { countText } from '../host/countText';
import { COMMANDS } from '../ids';
import { placeOf, type Connection, type Neo4jConnectionInfo } from '../stores/connections';
import { mustBeTrusted } from '../stores/stores';
import type { Studio } from '../studio';

/** Where a person wants a copy of a cube. */
export type CopyPlace =
  | { readonly kind: 'folder'; readonly folder: vscode.Uri }
  | { readonly kind: 'file'; readonly file: vscode.Uri }
  | {
      readonly kind: 'tenant';
      readonly connection: Neo4jConnectionInfo;
      readonly tenant: string | null;
      /** Whether it holds memories that stay. */
      readonly add: boolean;
    };

interface PlaceItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<CopyPlace | undefined>;
}

/** Asks where a cube is to be copied to; undefined when the person changes their mind. */
export async function askPlace(studio: Studio, name: string): Promise<CopyPlace | undefined> {
  const { isTrusted } = vscode.workspace;
  const connections = isTrusted ? studio.stores.connections.list().filter(isNeo4j) : [];
  const items: PlaceItem[] = [
    {
      label: `$(folder) ${vscode.l10n.t('Folder…')}`,
      detail: vscode.l10n.t('As MemOS dumps a cube. From a folder all its files are carried as they are.'),
      choose: () => askFolder(name),
    },
    {
      label: `$(file) ${vscode.l10n.t('SQLite file…')}`,
      detail: vscode.l10n.t('One file, which is searched without an index of its own.'),
      choose: () => askFile(name),
    },
    ...connections.map((connection) => ({
      label: `$(database) ${connection.name}`,
      description: placeOf(connection),
      detail:
        connection.tenants === 'shared'
          ? vscode.l10n.t('As the memories of one user_name')
          : vscode.l10n.t('The whole database as one cube'),
      choose: () => askTenant(studio, connection, name),
    })),
    {
      label: `$(plug) ${vscode.l10n.t('Connect to Neo4j…')}`,
      choose: async () => {
        await vscode.commands.executeCommand(COMMANDS.connectStore);
        return askPlace(studio, name);
      },
    },
  ];
  const chosen = await vscode.window.showQuickPick(isTrusted ? items : items.slice(0, 1), {
    title: vscode.l10n.t('Copy {0}', name),
    placeHolder: vscode.l10n.t('Where to?'),
  });
  return chosen?.choose?.();
}

const isNeo4j = (connection: Connection): connection is Neo4jConnectionInfo => connection.kind === 'neo4j';

/** A folder that is empty is taken itself; in another one a new folder gets the name of the cube. */
async function askFolder(name: string): Promise<CopyPlace | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: vscode.l10n.t('Copy Here'),
      title: vscode.l10n.t('Copy into which folder? One that is not empty gets a new folder in it.'),
    })) ?? [];
  if (!chosen) return undefined;
  const entries = await vscode.workspace.fs.readDirectory(chosen);
  return {
    kind: 'folder',
    folder: entries.length === 0 ? chosen : vscode.Uri.joinPath(chosen, fileName(name)),
  };
}

async function askFile(name: string): Promise<CopyPlace | undefined> {
  mustBeTrusted();
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Copy into which new SQLite file?'),
    filters: { SQLite: ['sqlite'] },
    ...(workspace ? { defaultUri: vscode.Uri.joinPath(workspace.uri, `${fileName(name)}.sqlite`) } : {}),
  });
  return file && { kind: 'file', file };
}

/** A name as that of a file or folder. */
const fileName = (name: string): string =>
  [...name.replace(/[\\/:*?"<>|]/g, ' ')]
    .filter((char) => char >= ' ')
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '') || 'memcube';

async function askTenant(
  studio: Studio,
  connection: Neo4jConnectionInfo,
  name: string,
): Promise<CopyPlace | undefined> {
  const tenants = await studio.stores.tenants(connection);
  const named = (tenant: string | null): number =>
    tenants.find((known) => known.name === tenant)?.memories ?? 0;
  const tenant = connection.tenants === 'whole' ? null : await askName(tenants, name);
  if (tenant === undefined) return undefined;
  const memories = named(tenant);
  if (memories === 0) return { kind: 'tenant', connection, tenant, add: false };
  const add = vscode.l10n.t('Add to It');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} holds {1} already.', tenant ?? connection.name, countText(memories, 'memories')),
    {
      modal: true,
      detail: vscode.l10n.t(
        'What is there stays as it is; only memories and relations that are missing are written.',
      ),
    },
    add,
  );
  return choice === add ? { kind: 'tenant', connection, tenant, add: true } : undefined;
}

/** The name of a new cube, or of one that is there. */
async function askName(
  tenants: readonly { readonly name: string | null; readonly memories: number | undefined }[],
  name: string,
): Promise<string | undefined> {
  const known = tenants.flatMap((tenant) => (tenant.name === null ? [] : [{ ...tenant, name: tenant.name }]));
  const fresh = { label: `$(add) ${vscode.l10n.t('New cube…')}`, tenant: undefined };
  const items = known.map((tenant) => ({
    label: `$(package) ${tenant.name}`,
    description: countText(tenant.memories ?? 0, 'memories'),
    tenant: tenant.name,
  }));
  const title = vscode.l10n.t('Copy {0}', name);
  const placeHolder = vscode.l10n.t('Into which cube of the database?');
  const chosen = await vscode.window.showQuickPick([fresh, ...items], { title, placeHolder });
  if (!chosen || chosen.tenant !== undefined) return chosen?.tenant;
  const given = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of the new cube; it is the user_name of its memories'),
    value: name,
    validateInput: (text) =>
      text.trim() === ''
        ? vscode.l10n.t('A name is needed.')
        : known.some((tenant) => tenant.name === text.trim())
          ? vscode.l10n.t('There is a cube of this name already.')
          : undefined,
  });
  return given?.trim();
}
