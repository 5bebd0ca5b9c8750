import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { OpenCube } from '../cubes/openCube';
import type { SearchableCube } from '../../protocol/searchView';
import type { CubeNode } from '../views/nodes';
import type { SearchEmbedders } from './embedders';
import { FolderSource } from './folderSource';
import type { SearchSource } from './searchSource';
import type { SourceKind } from './searchSources';

export interface FolderCubesServices {
  readonly hub: CubeHub;
  readonly script: string;
  readonly embedders: SearchEmbedders;
  /** Shows a memory in the editor of its cube. */
  reveal(cube: vscode.Uri, key: string, focus: boolean): Promise<void>;
  /** Cubes of the workspace. */
  list(): Promise<readonly CubeNode[]>;
}

/** The cubes in folders of the workspace, and those open from elsewhere. */
export class FolderCubes implements SourceKind {
  constructor(private readonly services: FolderCubesServices) {}

  async list(): Promise<SearchableCube[]> {
    const nodes = await this.services.list();
    const cubes = nodes.flatMap(({ found: { description } }) => {
      const file = description?.textFile ?? description?.preferenceFile;
      return file === undefined ? [] : [searchable(vscode.Uri.file(file), description?.name ?? '')];
    });
    for (const open of this.services.hub.folders()) {
      const cube = searchable(open.uri, open.name);
      if (!cubes.some(({ id }) => id === cube.id)) cubes.push(cube);
    }
    return cubes;
  }

  async open(cube: string): Promise<SearchSource | undefined> {
    const uri = vscode.Uri.parse(cube, true);
    if (uri.scheme !== 'file') return undefined;
    const { services } = this;
    const { hub, script, embedders } = services;
    const lease = await hub.acquire(uri);
    if (!(lease.cube instanceof OpenCube)) {
      lease.dispose();
      return undefined;
    }
    return new FolderSource(searchable(uri, lease.cube.name), lease.cube, lease, {
      script,
      embedders,
      reveal: (key, focus) => services.reveal(uri, key, focus),
    });
  }
}

function searchable(uri: vscode.Uri, name: string): SearchableCube {
  return { id: uri.toString(), name, detail: vscode.workspace.asRelativePath(uri) };
}
