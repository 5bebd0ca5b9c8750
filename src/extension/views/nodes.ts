import type * as vscode from 'vscode';
import type { FoundCube } from '../cubes/discover';
import type { MemoryKey } from '../../engine/model/memory';

/** The kinds of memory that a cube may have. */
export type Kind = 'text' | 'activation' | 'parametric' | 'preference';

export interface CubeNode {
  readonly node: 'cube';
  readonly found: FoundCube;
}

export interface KindNode {
  readonly node: 'kind';
  readonly cube: CubeNode;
  readonly kind: Kind;
  readonly file: vscode.Uri;
}

/** Memories of one type that have no parent. */
export interface TypeNode {
  readonly node: 'type';
  readonly file: vscode.Uri;
  readonly type: string;
  readonly count: number;
  readonly cube: CubeNode;
}

export interface MemoryNode {
  readonly node: 'memory';
  readonly file: vscode.Uri;
  readonly key: MemoryKey;
  readonly parent: TypeNode | MemoryNode;
}

/** The end of a page: choosing it loads the next one. */
export interface MoreNode {
  readonly node: 'more';
  readonly parent: TypeNode | MemoryNode;
  readonly shown: number;
  readonly total: number;
}

export type TreeNode = CubeNode | KindNode | TypeNode | MemoryNode | MoreNode;

/** The text-memory file of a node that belongs to one. */
export function fileOf(node: TreeNode): vscode.Uri | undefined {
  if (node.node === 'cube') return undefined;
  return node.node === 'more' ? node.parent.file : node.file;
}
