import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { SCHEMES } from '../ids';
import type { SearchableCube } from '../../protocol/searchView';
import { StoreCube } from '../stores/storeCube';
import type { Stores } from '../stores/stores';
import { parseStoreUri, storeUri } from '../stores/storeUri';
import type { SearchEmbedders } from './embedders';
import { WorkspaceSettings } from './searchSettings';
import type { SearchSource } from './searchSource';
import type { SourceKind } from './searchSources';
import { StoreSource } from './storeSource';

export interface StoreCubesServices {
  readonly hub: CubeHub;
  readonly stores: Stores;
  readonly embedders: SearchEmbedders;
  readonly memento: vscode.Memento;
  /** Shows a memory in the editor of its cube. */
  reveal(cube: vscode.Uri, key: string, focus: boolean): Promise<void>;
}

/** The cubes of stores that are connected; listing them contacts none that is not. */
export class StoreCubes implements SourceKind {
  constructor(private readonly services: StoreCubesServices) {}

  async list(): Promise<SearchableCube[]> {
    const { stores } = this.services;
    const connected = stores.connections.list().filter((each) => stores.stateOf(each).is === 'connected');
    const lists = connected.map(async (connection) => {
      const tenants = await stores.tenants(connection).catch(() => []);
      return tenants.map(({ name }) => ({
        id: storeUri(connection, name).toString(),
        name: name ?? connection.name,
        detail: connection.name,
      }));
    });
    return (await Promise.all(lists)).flat();
  }

  async open(cube: string): Promise<SearchSource | undefined> {
    const uri = vscode.Uri.parse(cube, true);
    if (uri.scheme !== SCHEMES.store) return undefined;
    const { services } = this;
    const lease = await services.hub.acquire(uri);
    if (!(lease.cube instanceof StoreCube)) {
      lease.dispose();
      return undefined;
    }
    const detail = services.stores.connections.find(parseStoreUri(uri).connection)?.name ?? '';
    const searchable = { id: cube, name: lease.cube.name, detail };
    return new StoreSource(searchable, lease.cube, lease, {
      embedders: services.embedders,
      settings: new WorkspaceSettings(services.memento, cube),
      reveal: (key, focus) => services.reveal(uri, key, focus),
    });
  }
}
