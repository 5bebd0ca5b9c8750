import type * as vscode from 'vscode';
import type { FoundCube } from '../cubes/discover';
import type { Connection } from '../stores/connections';
import type { TreeItem } from '../../engine/cube/outline/childrenOf';
import type { MemoryKey } from '../../engine/model/memory';
import type { KvRow } from '../../engine/model/kvItem';
import type { BatchSummary } from '../../engine/model/proposal';
import type { SearchHit } from '../../engine/model/search';
import type { SavedSearch } from '../../protocol/searchView';

/** The kinds of memory that a cube may have. */
export type Kind = 'text' | 'activation' | 'parametric' | 'preference';

export interface CubeNode {
  readonly node: 'cube';
  readonly found: FoundCube;
}

/** A store that is connected. */
export interface ConnectionNode {
  readonly node: 'connection';
  readonly connection: Connection;
}

/** A cube in a store. */
export interface TenantNode {
  readonly node: 'tenant';
  readonly parent: ConnectionNode;
  readonly name: string | null;
  /** Undefined where it was not counted. */
  readonly memories: number | undefined;
  readonly file: vscode.Uri;
}

/** Why there is nothing under a node. */
export interface NoteNode {
  readonly node: 'note';
  readonly parent: ConnectionNode | TenantNode | TypeNode | MemoryNode;
  readonly text: string;
}

export interface KindNode {
  readonly node: 'kind';
  readonly cube: CubeNode;
  readonly kind: Kind;
  readonly file: vscode.Uri;
  /** Set where the file stands among the KV items of its cube. */
  readonly parent?: KvGroupNode | undefined;
}

/** The activation memory of a cube that has KV items. */
export interface KvGroupNode {
  readonly node: 'kvGroup';
  readonly cube: CubeNode | TenantNode;
  /** The text-memory file, or the address in a store. */
  readonly file: vscode.Uri;
  readonly rows: readonly KvRow[];
  /** `activation_memory.pickle`, where the cube has one. */
  readonly pickle: vscode.Uri | undefined;
}

/** One KV item. */
export interface KvItemNode {
  readonly node: 'kvItem';
  readonly parent: KvGroupNode;
  readonly file: vscode.Uri;
  readonly row: KvRow;
}

/** Memories of one type that have no parent. */
export interface TypeNode {
  readonly node: 'type';
  readonly file: vscode.Uri;
  readonly type: string;
  readonly count: number;
  readonly cube: CubeNode | TenantNode;
}

export interface MemoryNode {
  readonly node: 'memory';
  readonly file: vscode.Uri;
  readonly key: MemoryKey;
  /** As it was listed. */
  readonly item: TreeItem;
  readonly parent: TypeNode | MemoryNode;
}

/** The end of a page: choosing it loads the next one. */
export interface MoreNode {
  readonly node: 'more';
  readonly parent: TypeNode | MemoryNode;
  readonly shown: number;
  readonly total: number;
}

/** A saved search, whose children are what it finds now. */
export interface SearchNode {
  readonly node: 'search';
  readonly cube: CubeNode | TenantNode;
  readonly file: vscode.Uri;
  readonly search: SavedSearch;
}

/** A memory that a saved search has found. */
export interface HitNode {
  readonly node: 'hit';
  readonly file: vscode.Uri;
  readonly key: MemoryKey;
  readonly parent: SearchNode;
  readonly hit: SearchHit;
}

/** What waits in a cube to be reviewed, or to be read to its end. */
export interface InboxNode {
  readonly node: 'inbox';
  readonly cube: CubeNode | TenantNode;
  readonly file: vscode.Uri;
  readonly batches: readonly BatchSummary[];
}

/** One source that was read. */
export interface BatchNode {
  readonly node: 'batch';
  readonly parent: InboxNode;
  readonly file: vscode.Uri;
  readonly batch: BatchSummary;
}

export type TreeNode =
  | CubeNode
  | KindNode
  | TypeNode
  | MemoryNode
  | MoreNode
  | ConnectionNode
  | TenantNode
  | NoteNode
  | InboxNode
  | BatchNode
  | KvGroupNode
  | KvItemNode
  | SearchNode
  | HitNode;

/** The text-memory file of a node that belongs to one. */
export function fileOf(node: TreeNode): vscode.Uri | undefined {
  if (node.node === 'cube' || node.node === 'connection' || node.node === 'note') return undefined;
  return node.node === 'more' ? node.parent.file : node.file;
}

/** Whether a command was called on a node of the Cubes tree. */
export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'node' in value;
}
