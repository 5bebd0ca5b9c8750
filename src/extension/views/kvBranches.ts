import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../engine/base/events';
import type { KvHomes } from '../activation/kvHomes';
import type { CubeData } from '../cubes/cubeData';
import type { CubeNode, KindNode, KvGroupNode, KvItemNode, TenantNode } from './nodes';

/** What the Cubes tree shows of activation memory. What it needs of the engine is loaded with the first cube that has items. */
export class KvBranches {
  private readonly changed = new Emitter<void>();
  /** Some items stand otherwise, or there are others. */
  readonly onDidChange = this.changed.event;
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/.memcube/kv/*/item.json');

  constructor(private readonly load: () => Promise<KvHomes>) {
    this.watcher.onDidCreate(() => this.changed.fire());
    this.watcher.onDidDelete(() => this.changed.fire());
  }

  /** The activation memory of a cube in a folder, where it has items. */
  of(cube: CubeNode, file: vscode.Uri, pickle: vscode.Uri | undefined): Promise<KvGroupNode[]> {
    return this.group(cube, file, join(dirname(file.fsPath), '.memcube'), pickle);
  }

  /** The same for a cube in a store. */
  ofStore(cube: TenantNode, { sidecar }: CubeData): Promise<KvGroupNode[]> {
    return this.group(cube, cube.file, sidecar, undefined);
  }

  /** The items, after the file of MemOS where there is one. */
  childrenOf(parent: KvGroupNode): (KvItemNode | KindNode)[] {
    const { cube, file, rows, pickle } = parent;
    const items = rows.map((row): KvItemNode => ({ node: 'kvItem', parent, file, row }));
    if (!pickle || cube.node !== 'cube') return items;
    return [{ node: 'kind', cube, kind: 'activation', file: pickle, parent }, ...items];
  }

  private async group(
    cube: CubeNode | TenantNode,
    file: vscode.Uri,
    sidecar: string,
    pickle: vscode.Uri | undefined,
  ): Promise<KvGroupNode[]> {
    const names = await readdir(join(sidecar, 'kv')).catch(() => []);
    if (names.length === 0) return [];
    const rows = await (await (await this.load()).of(file)).rows();
    return rows.length > 0 ? [{ node: 'kvGroup', cube, file, rows, pickle }] : [];
  }

  /** Hears of the items once they are loaded, by whomever. */
  follow(homes: KvHomes): void {
    homes.onDidChange(() => this.changed.fire());
    this.changed.fire();
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
  }
}
