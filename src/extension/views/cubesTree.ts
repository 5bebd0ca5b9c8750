import * as vscode from 'vscode';
import type { CubeHub, CubeLease } from '../cubes/cubeHub';
import { cubeId, cubeUri } from '../cubes/cubeId';
import { discoverCubes } from '../cubes/discover';
import { OpenCube } from '../cubes/openCube';
import type { CubeProblems } from '../problems/cubeProblems';
import { setting } from '../host/settings';
import { StudioError } from '../../engine/base/errors';
import { errorText } from '../host/engineText';
import { CONTEXTS, SCHEMES } from '../ids';
import type { Stores } from '../stores/stores';
import { parseStoreUri, storeUri } from '../stores/storeUri';
import { connectionItem, noteItem, tenantItem } from './storeItems';
import { batchItem, inboxItem } from './inboxItems';
import type { KvBranches } from './kvBranches';
import { kvGroupItem, kvRowItem } from './kvItems';
import type { Waiting } from '../ingest/waiting';
import type {
  BatchNode,
  ConnectionNode,
  CubeNode,
  InboxNode,
  Kind,
  KindNode,
  MemoryNode,
  MoreNode,
  NoteNode,
  TenantNode,
  TreeNode,
  TypeNode,
} from './nodes';
import type { SearchSources } from '../search/searchSources';
import { SavedFolders } from './savedFolders';
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
  private readonly saved: SavedFolders;

  constructor(
    private readonly hub: CubeHub,
    private readonly stores: Stores,
    searches: SearchSources,
    private readonly waiting: Waiting,
    private readonly problems: CubeProblems,
    private readonly activation: KvBranches,
    emitter: vscode.EventEmitter<TreeNode | undefined>,
  ) {
    this.changed = emitter;
    this.saved = new SavedFolders(searches, () => this.refreshSoon());
    const subscriptions = [
      hub.onDidChange(() => this.refreshSoon()),
      stores.onDidChange((id) => this.storeChanged(id)),
      waiting.onDidChange(() => this.refreshSoon()),
      activation.onDidChange(() => this.refreshSoon()),
    ];
    this.subscription = { dispose: () => subscriptions.forEach((each) => each.dispose()) };
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

  /** A connection that is gone lets its cubes go. */
  private storeChanged(id: string): void {
    if (!this.stores.connections.find(id)) {
      for (const [file, lease] of this.leases) {
        const uri = cubeUri(file);
        if (uri.scheme !== SCHEMES.store || parseStoreUri(uri).connection !== id) continue;
        this.leases.delete(file);
        void lease.then((held) => held.dispose());
      }
    }
    this.refreshSoon();
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
    if (node.node === 'search' || node.node === 'hit') return this.saved.itemOf(node);
    if (node.node === 'inbox') return inboxItem(node);
    if (node.node === 'batch') return batchItem(node);
    if (node.node === 'kvGroup') return kvGroupItem(node);
    if (node.node === 'kvItem') return kvRowItem(node);
    if (node.node === 'connection')
      return connectionItem(node.connection, this.stores.stateOf(node.connection));
    if (node.node === 'tenant') return tenantItem(node);
    if (node.node === 'note') return noteItem(node.text);
    const { readOnly, hasEdges } = (await this.lease(node.file)).cube;
    const { row, childCount } = node.item;
    return memoryItem(node, row, childCount, { writable: !readOnly, tree: hasEdges });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return [...(await this.list()), ...this.connected()];
    if (node.node === 'cube') return this.partsOf(node);
    if (node.node === 'search') return this.saved.hitsOf(node);
    if (node.node === 'hit' || node.node === 'batch' || node.node === 'kvItem') return [];
    if (node.node === 'kvGroup') return this.activation.childrenOf(node);
    if (node.node === 'inbox') return batchesOf(node);
    if (node.node === 'kind') return this.types(node.file, node.cube);
    if (node.node === 'more' || node.node === 'note') return [];
    if (node.node === 'connection') return this.orNote(node, () => this.tenants(node));
    if (node.node === 'tenant')
      return this.orNote(node, async () => [
        ...(await this.inboxOf(node, node.file)),
        ...(await this.types(node.file, node)),
        ...(await this.activation.ofStore(node, (await this.lease(node.file)).cube)),
        ...(await this.saved.foldersOf(node, node.file)),
      ]);
    return this.orNote(node, () => this.memories(node));
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.node === 'cube' || node.node === 'connection') return undefined;
    if (node.node === 'kind') return node.parent ?? node.cube;
    if (node.node === 'type' || node.node === 'search' || node.node === 'inbox') return node.cube;
    if (node.node === 'kvGroup') return node.cube;
    return node.parent;
  }

  /** Shows the next page under a node. */
  loadMore(node: MoreNode): void {
    this.shown.set(idOf(node.parent), node.shown + setting('memcube.tree.pageSize'));
    this.changed.fire(node.parent);
  }

  /** What waits in the cube, kinds of memory, and the searches saved for it. */
  private async partsOf(node: CubeNode): Promise<TreeNode[]> {
    const kinds = kindsOf(node);
    const text = kinds.find(({ kind }) => kind === 'text') ?? kinds.find(({ kind }) => kind === 'preference');
    if (!text) return kinds;
    const [inbox, saved] = [this.inboxOf(node, text.file), this.saved.foldersOf(node, text.file)];
    const groups = await this.activation.of(node, text.file, pickleOf(kinds));
    const parts = groups.length > 0 ? kinds.filter(({ kind }) => kind !== 'activation') : kinds;
    return [...(await inbox), ...parts, ...groups, ...(await saved)];
  }

  private async inboxOf(cube: CubeNode | TenantNode, file: vscode.Uri): Promise<InboxNode[]> {
    const batches = await this.waiting.of(file);
    return batches.length > 0 ? [{ node: 'inbox', cube, file, batches }] : [];
  }

  private connected(): ConnectionNode[] {
    return this.stores.connections.list().map((connection) => ({ node: 'connection', connection }));
  }

  private async tenants(parent: ConnectionNode): Promise<TenantNode[]> {
    const { connection } = parent;
    return (await this.stores.tenants(connection)).map(({ name, memories }) => {
      return { node: 'tenant', parent, name, memories, file: storeUri(connection, name) };
    });
  }

  /** A store that cannot be reached says why in the place of what it holds. */
  private async orNote(parent: NoteNode['parent'], list: () => Promise<TreeNode[]>): Promise<TreeNode[]> {
    try {
      return await list();
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      return [{ node: 'note', parent, text: errorText(error) }];
    }
  }

  private async types(file: vscode.Uri, parent: CubeNode | TenantNode): Promise<TypeNode[]> {
    const { cube } = await this.lease(file);
    return (await cube.groups()).map(({ type, memories }) => ({
      node: 'type',
      file,
      type,
      count: memories,
      cube: parent,
    }));
  }

  private async memories(parent: TypeNode | MemoryNode): Promise<TreeNode[]> {
    const { cube } = await this.lease(parent.file);
    const limit = this.shown.get(idOf(parent)) ?? setting('memcube.tree.pageSize');
    const page =
      parent.node === 'type'
        ? await cube.children(null, { memoryType: parent.type, offset: 0, limit })
        : await cube.children(parent.key, { offset: 0, limit });
    const nodes: TreeNode[] = page.items.map((item): MemoryNode => ({
      node: 'memory',
      file: parent.file,
      key: item.row.key,
      item,
      parent,
    }));
    if (page.total > nodes.length)
      nodes.push({ node: 'more', parent, shown: nodes.length, total: page.total });
    return nodes;
  }

  private lease(file: vscode.Uri): Promise<CubeLease> {
    const id = cubeId(file);
    let lease = this.leases.get(id);
    if (!lease) {
      lease = this.hub.acquire(file);
      this.leases.set(id, lease);
      lease.then(
        ({ cube }) => {
          if (cube instanceof OpenCube) void this.problems.check(cube.session.cube.folder, cube);
        },
        () => this.leases.delete(id),
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

function batchesOf(parent: InboxNode): BatchNode[] {
  return parent.batches.map((batch) => ({ node: 'batch', parent, file: parent.file, batch }));
}

function pickleOf(kinds: readonly KindNode[]): vscode.Uri | undefined {
  return kinds.find(({ kind }) => kind === 'activation')?.file;
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
