import * as vscode from 'vscode';
import { SCHEMES } from '../ids';
import type { Connection } from './connections';

/** A cube in a store: the connection, and the tenant where several share one database. */
export interface StoreAddress {
  readonly connection: string;
  readonly tenant: string | null;
}

/** The address of a cube in a store; its last part is what a tab shows. */
export function storeUri(connection: Connection, tenant: string | null): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEMES.store,
    path: `/${plain(connection.name)}/${plain(tenant ?? connection.name)}.memcube`,
    query: JSON.stringify({ connection: connection.id, tenant }),
  });
}

/** A name as one part of a path. */
const plain = (name: string): string => name.replace(/[\\/]/g, '·');

/** Reads an address back; throws FileNotFound for anything else. */
export function parseStoreUri(uri: vscode.Uri): StoreAddress {
  try {
    const { connection, tenant } = JSON.parse(uri.query) as Record<string, unknown>;
    if (typeof connection === 'string' && (tenant === null || typeof tenant === 'string')) {
      return { connection, tenant };
    }
  } catch {
    // falls through to the one error below
  }
  throw vscode.FileSystemError.FileNotFound(uri);
}
