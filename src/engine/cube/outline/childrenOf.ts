/** Pages of the native tree: kind › type › memories without a parent › their children. */
import { MEMORY_TYPES, type MemoryKey, type MemoryRow } from '../../model/memory';
import type { TextMemory } from '../text/textMemory';
import { childCount, listChildren, type Children } from './children';
import { forestOf, type Forest } from './forest';

/** A memory in the native tree. */
export interface TreeItem {
  readonly row: MemoryRow;
  readonly childCount: number;
}

export interface TreePage {
  readonly items: readonly TreeItem[];
  /** How many there are in all. */
  readonly total: number;
}

export interface ChildrenQuery {
  /** Of the tops only those of this type. */
  readonly memoryType?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A type and its memories, those at the top apart. */
export interface TypeGroup {
  readonly type: string;
  readonly memories: number;
  readonly tops: number;
}

interface Tree {
  readonly forest: Forest;
  readonly children: Children;
  readonly tops: ReadonlyMap<string, readonly number[]>;
  readonly groups: readonly TypeGroup[];
}

const trees = new WeakMap<TextMemory, Tree>();

/** Children of a memory, or with `null` the memories without a parent; an unknown key has none. */
export function childrenOf(memory: TextMemory, key: MemoryKey | null, query: ChildrenQuery): TreePage {
  const { forest, children, tops } = treeOf(memory);
  const { offset, limit, memoryType } = query;
  const at = key === null ? forest.rows.length : forest.of(key);
  if (at < 0) return { items: [], total: 0 };
  const list =
    key === null && memoryType !== undefined
      ? (tops.get(memoryType) ?? [])
      : children.list.subarray(children.start[at], children.start[at + 1]);
  const items = [...list.slice(offset, offset + limit)].map((number) => ({
    row: forest.rows[number]!,
    childCount: childCount(children, number),
  }));
  return { items, total: list.length };
}

/** The types in a cube, in MemOS's order, others after them as they come; only those that occur. */
export function typeGroups(memory: TextMemory): readonly TypeGroup[] {
  return treeOf(memory).groups;
}

/** Key of the parent that a memory is shown under, or null. */
export function parentOf(memory: TextMemory, key: MemoryKey): MemoryKey | null {
  const { forest } = treeOf(memory);
  const up = forest.parent[forest.of(key)] ?? -1;
  return up < 0 ? null : forest.rows[up]!.key;
}

/** How many children a memory has, and its 1-based place among its siblings in the order of the file. */
export function placeOf(memory: TextMemory, key: MemoryKey) {
  const { forest, children } = treeOf(memory);
  const at = forest.of(key);
  if (at < 0) return { childCount: 0, position: 0, siblings: 0 };
  const up = forest.parent[at]!;
  const group = up < 0 ? forest.rows.length : up;
  const siblings = children.list.subarray(children.start[group], children.start[group + 1]);
  return {
    childCount: childCount(children, at),
    position: siblings.indexOf(at) + 1,
    siblings: siblings.length,
  };
}

function treeOf(memory: TextMemory): Tree {
  const forest = forestOf(memory);
  const known = trees.get(memory);
  if (known?.forest === forest) return known;
  const tops = new Map<string, number[]>(MEMORY_TYPES.map((type) => [type, []]));
  const counts = new Map<string, number>();
  for (const [at, { type }] of forest.rows.entries()) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    let list = tops.get(type);
    if (!list) tops.set(type, (list = []));
    if (forest.parent[at]! < 0) list.push(at);
  }
  const groups = [...tops].flatMap(([type, list]) => {
    const memories = counts.get(type) ?? 0;
    return memories > 0 ? [{ type, memories, tops: list.length }] : [];
  });
  const tree: Tree = { forest, children: listChildren(forest.parent), tops, groups };
  trees.set(memory, tree);
  return tree;
}
