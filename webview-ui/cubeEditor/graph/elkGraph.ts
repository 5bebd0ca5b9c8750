/**
 * The picture as the layout engine gets it. PARENT relations make the layers, top to bottom; a memory
 * without any takes part by its other relations. Leaves of one parent, when they are many, and memories
 * without relations go in as one box and are set out in it row by row, so that the picture stays about as
 * wide as high; odd rows are shifted by half a cell, so that lines pass between the dots.
 */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Edge } from '../../../src/engine/model/memory';
import { CELL } from './nodeSize';

export type Point = readonly [x: number, y: number];

/** A box of memories that the layout moves as one. */
interface Block {
  readonly keys: readonly string[];
  readonly columns: number;
}

export interface ElkPlan {
  readonly graph: ElkNode;
  readonly blocks: ReadonlyMap<string, Block>;
}

const MANY_LEAVES = 5;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'POLYLINE',
  'elk.spacing.nodeNode': '12',
  'elk.spacing.componentComponent': '40',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '3',
} as const;

/** Plans the layout of memories, named by key, and the relations between them, by the same keys. */
export function planLayout(keys: readonly string[], edges: readonly Edge[], aspect: number): ElkPlan {
  const layered = layeringEdges(keys, edges);
  const degree = new Map<string, number>();
  for (const { source, target } of layered) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  const blocks = new Map<string, Block>();
  const owner = new Map<string, string>();
  const addBlock = (name: string, members: readonly string[], columns: number): void => {
    blocks.set(name, { keys: members, columns });
    for (const key of members) owner.set(key, name);
  };
  const alone = keys.filter((key) => !degree.has(key));
  if (alone.length > 1)
    addBlock('alone', alone, Math.max(2, Math.ceil(Math.sqrt(alone.length * aspect * 0.5))));
  for (const [parent, children] of childrenOf(layered)) {
    const leaves = children.filter((child) => degree.get(child) === 1);
    if (leaves.length < MANY_LEAVES) continue;
    addBlock(
      `leaves ${parent}`,
      leaves,
      Math.min(12, Math.max(2, Math.ceil(Math.sqrt(leaves.length / 1.6)))),
    );
  }
  const nodes: ElkNode[] = keys.filter((key) => !owner.has(key)).map((key) => ({ id: `n ${key}`, ...CELL }));
  for (const [name, block] of blocks) nodes.push({ id: `b ${name}`, ...blockSize(block) });
  const nameOf = (key: string): string => (owner.has(key) ? `b ${owner.get(key) ?? ''}` : `n ${key}`);
  const seen = new Set<string>();
  const elkEdges = layered.flatMap(({ source, target }) => {
    const [from, to] = [nameOf(source), nameOf(target)];
    const id = JSON.stringify([from, to]);
    if (from === to || seen.has(id)) return [];
    seen.add(id);
    return [{ id, sources: [from], targets: [to] }];
  });
  const layoutOptions = { ...OPTIONS, 'elk.aspectRatio': String(aspect) };
  return { graph: { id: 'root', layoutOptions, children: nodes, edges: elkEdges }, blocks };
}

/** Places of the dots' centres from a finished layout. */
export function readLayout(plan: ElkPlan, result: Pick<ElkNode, 'children'>): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const { id, x = 0, y = 0 } of result.children ?? []) {
    const name = id.slice(2);
    const block = id.startsWith('b ') ? plan.blocks.get(name) : undefined;
    if (block) placeBlock(block, x, y, places);
    else places.set(name, [x + CELL.width / 2, y + CELL.height / 3]);
  }
  return places;
}

function placeBlock({ keys, columns }: Block, left: number, top: number, places: Map<string, Point>): void {
  keys.forEach((key, index) => {
    const row = Math.floor(index / columns);
    const column = (index % columns) + (row % 2 === 1 ? 0.5 : 0);
    places.set(key, [left + (column + 0.5) * CELL.width, top + (row + 1 / 3) * CELL.height]);
  });
}

function blockSize({ keys, columns }: Block): { width: number; height: number } {
  const rows = Math.ceil(keys.length / columns);
  return {
    width: (Math.min(columns, keys.length) + (rows > 1 ? 0.5 : 0)) * CELL.width,
    height: rows * CELL.height,
  };
}

function layeringEdges(keys: readonly string[], edges: readonly Edge[]): readonly Edge[] {
  const known = new Set(keys);
  const inside = edges.filter(
    ({ source, target }) => known.has(source) && known.has(target) && source !== target,
  );
  const parents = inside.filter(({ type }) => type === 'PARENT');
  const inTree = new Set(parents.flatMap(({ source, target }) => [source, target]));
  const others = inside.filter(
    ({ type, source, target }) => type !== 'PARENT' && (!inTree.has(source) || !inTree.has(target)),
  );
  return [...parents, ...others];
}

function childrenOf(edges: readonly Edge[]): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const list = children.get(source);
    if (list) list.push(target);
    else children.set(source, [target]);
  }
  return children;
}
