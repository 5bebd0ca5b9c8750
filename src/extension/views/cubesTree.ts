import * as vscode from 'vscode';
import { childrenOf, typeGroups } from '../../engine/cube/outline/childrenOf';
import type { CubeHub, CubeLease } from '../cubes/cubeHub';
import { discoverCubes } from '../cubes/discover';
import type { CubeProblems } from '../problems/cubeProblems';
import { setting } from '../host/settings';
import { CONTEXTS } from '../ids';
import type { CubeNode, Kind, KindNode, MemoryNode, MoreNode, TreeNode, TypeNode } from './nodes';
import { cubeItem, kindItem, memoryItem, moreItem, typeItem } from './treeItems';

/** The *Cubes* tree: cube › kind of memory › type › memories, in pages. */
export class CubesTree implements vscode.Disposable {
  private readonly changed: vscode.EventEmitter<TreeNode | undefined>;
  private cubes: CubeNode[] | undefined;
  /** Cubes kept open because their memories are in sight. */
  private readonly leases = new Map<string, Promise<CubeLease>>();
  /** How many children of a node are shown, where it is more than one page. */
  private readonly shown = new Map<string, number>();
  private refreshTimer: NodeJS.Timeout | undefined;
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly hub: CubeHub,
    private readonly problems: CubeProblems,
    emitter: vscode.EventEmitter<TreeNode | undefined>,
  ) {
    this.changed = emitter;
    this.subscription = hub.onDidChange(() => this.refreshSoon());
  }

  /** Looks for cubes again. */
  refresh(): void {
    this.cubes = undefined;
    this.changed.fire(undefined);
  }

  /** Cubes of the workspace that can be opened. */
  async list(): Promise<CubeNode[]> {
    this.cubes ??= (await discoverCubes(this.hub.context.log)).map((found) => ({ node: 'cube', found }));
    void vscode.commands.executeCommand('setContext', CONTEXTS.hasCubes, this.cubes.length > 0);
    void vscode.commands.executeCommand('setContext', CONTEXTS.scanned, true);
    return this.cubes;
  }

  private refreshSoon(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => this.changed.fire(undefined), 150);
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    if (node.node === 'cube') return cubeItem(node, (await this.list()).length === 1);
    if (node.node === 'kind') return kindItem(node);
    if (node.node === 'type') return typeItem(node);
    if (node.node === 'more') return moreItem(node);
    const { session } = (await this.lease(node.file)).cube;
    const row = session.memory.row(node.key);
    if (!row) return new vscode.TreeItem(node.key);
    const children = childrenOf(session.memory, node.key, { offset: 0, limit: 0 }).total;
    return memoryItem(node, row, children, { writable: !session.readOnly, tree: session.memory.hasEdges });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.list();
    if (node.node === 'cube') return kindsOf(node);
    if (node.node === 'kind') return this.types(node);
    if (node.node === 'more') return [];
    return this.memories(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.node === 'cube') return undefined;
    if (node.node === 'kind' || node.node === 'type') return node.cube;
    return node.parent;
  }

  /** Shows the next page under a node. */
  loadMore(node: MoreNode): void {
    this.shown.set(idOf(node.parent), node.shown + setting('memcube.tree.pageSize'));
    this.changed.fire(node.parent);
  }

  private async types(node: KindNode): Promise<TypeNode[]> {
    const { session } = (await this.lease(node.file)).cube;
    return typeGroups(session.memory).map(({ type, memories }) => ({
      node: 'type',
      file: node.file,
      type,
      count: memories,
      cube: node.cube,
    }));
  }

  private async memories(parent: TypeNode | MemoryNode): Promise<TreeNode[]> {
    const { session } = (await this.lease(parent.file)).cube;
    const limit = this.shown.get(idOf(parent)) ?? setting('memcube.tree.pageSize');
    const page =
      parent.node === 'type'
        ? childrenOf(session.memory, null, { memoryType: parent.type, offset: 0, limit })
        : childrenOf(session.memory, parent.key, { offset: 0, limit });
    const nodes: TreeNode[] = page.items.map(({ row }): MemoryNode => ({
      node: 'memory',
      file: parent.file,
      key: row.key,
      parent,
    }));
    if (page.total > nodes.length)
      nodes.push({ node: 'more', parent, shown: nodes.length, total: page.total });
    return nodes;
  }

  private lease(file: vscode.Uri): Promise<CubeLease> {
    let lease = this.leases.get(file.fsPath);
    if (!lease) {
      lease = this.hub.acquire(file);
      this.leases.set(file.fsPath, lease);
      lease.then(
        ({ cube }) => void this.problems.check(cube.session.cube.folder, cube),
        () => this.leases.delete(file.fsPath),
      );
    }
    return lease;
  }

  dispose(): void {
    clearTimeout(this.refreshTimer);
    this.subscription.dispose();
    for (const lease of this.leases.values())
      lease.then(
        (l) => l.dispose(),
        () => undefined,
      );
  }
}

function kindsOf(cube: CubeNode): KindNode[] {
  const { description } = cube.found;
  if (!description) return [];
  const files: [Kind, string | undefined][] = [
    ['text', description.textFile],
    ['preference', description.preferenceFile],
    ['activation', description.activationFile],
    ['parametric', description.parametricFile],
  ];
  return files.flatMap(([kind, file]) =>
    file === undefined ? [] : [{ node: 'kind', cube, kind, file: vscode.Uri.file(file) } satisfies KindNode],
  );
}

function idOf(node: TypeNode | MemoryNode): string {
  return node.node === 'type' ? `${node.file.fsPath}\n${node.type}` : `${node.file.fsPath}\n\n${node.key}`;
}
