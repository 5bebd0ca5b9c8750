/**
 * The picture as the layout engine gets it. PARENT relations make the layers, top to bottom; a memory
 * without any takes part by its other relations. Leaves of one parent, when they are many, memories without
 * relations, and trees too large for one row a level go in as one box that is set out inside beforehand.
 * What comes back is packed, part by part, into the shape of the room.
 */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Edge } from '../../../src/engine/model/memory';
import { gridBlock, leafColumns, treeBlock } from './blocks';
import type { Block, Point } from './blocks';
import { CELL } from './nodeSize';
import { packBoxes } from './packBoxes';
import type { Size } from './packBoxes';
import { connectedParts } from './parts';

export interface ElkPlan {
  readonly graph: ElkNode;
  readonly blocks: ReadonlyMap<string, Block>;
  readonly aspect: number;
}

const MANY_LEAVES = 4;
const LARGE_TREE = 140;
/** Space between parts that no relation connects. */
const GAP = 26;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'POLYLINE',
  'elk.spacing.nodeNode': '6',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '3',
} as const;

/**
 * Plans the layout of memories, named by key, and the relations between them, by the same keys. `aspect` is
 * the width of the room over its height.
 */
export function planLayout(keys: readonly string[], edges: readonly Edge[], aspect: number): ElkPlan {
  const layered = layeringEdges(keys, edges);
  const children = childrenOf(layered);
  const below = (key: string): readonly string[] => children.get(key) ?? [];
  const targets = new Set(layered.map(({ target }) => target));
  const blocks = new Map<string, Block>();
  const owner = new Map<string, string>();
  const addBlock = (name: string, block: Block): void => {
    const own = new Map([...block.places].filter(([key]) => !owner.has(key)));
    blocks.set(name, { ...block, places: own });
    for (const key of own.keys()) owner.set(key, name);
  };
  const parts = connectedParts(keys, layered);
  const alone = parts.filter((part) => part.length === 1).flat();
  if (alone.length > 1) {
    addBlock('alone', gridBlock(alone, Math.max(2, Math.ceil(Math.sqrt(alone.length * aspect * 0.5)))));
  }
  for (const part of parts) {
    if (part.length <= LARGE_TREE) continue;
    const seen = new Set<string>();
    for (const key of part)
      if (!targets.has(key)) addBlock(`tree ${key}`, treeBlock(key, below, aspect, seen));
  }
  const degree = degreesOf(layered);
  for (const [parent, list] of children) {
    const leaves = list.filter((child) => degree.get(child) === 1 && !owner.has(child));
    if (leaves.length >= MANY_LEAVES)
      addBlock(`leaves ${parent}`, gridBlock(leaves, leafColumns(leaves.length)));
  }
  const nodes: ElkNode[] = keys.filter((key) => !owner.has(key)).map((key) => ({ id: `n ${key}`, ...CELL }));
  for (const [name, { width, height }] of blocks) nodes.push({ id: `b ${name}`, width, height });
  const nameOf = (key: string): string => (owner.has(key) ? `b ${owner.get(key) ?? ''}` : `n ${key}`);
  const lines = new Map<string, { source: string; target: string }>();
  for (const edge of layered) {
    const [source, target] = [nameOf(edge.source), nameOf(edge.target)];
    if (source !== target) lines.set(JSON.stringify([source, target]), { source, target });
  }
  const elkEdges = [...lines].map(([id, { source, target }]) => ({
    id,
    sources: [source],
    targets: [target],
  }));
  return { graph: { id: 'root', layoutOptions: OPTIONS, children: nodes, edges: elkEdges }, blocks, aspect };
}

/** Places of the dots' centres from a finished layout. */
export function readLayout(plan: ElkPlan, result: Pick<ElkNode, 'children'>): Map<string, Point> {
  const nodes = new Map((result.children ?? []).map((node) => [node.id, node]));
  const lines = (plan.graph.edges ?? []).map(({ sources, targets }) => ({
    source: sources[0] ?? '',
    target: targets[0] ?? '',
  }));
  const parts = connectedParts([...nodes.keys()], lines).map((ids) =>
    ids.flatMap((id) => nodes.get(id) ?? []),
  );
  const boxes = parts.map(boxAround);
  const corners = packBoxes(boxes, plan.aspect, GAP);
  const places = new Map<string, Point>();
  parts.forEach((part, index) => {
    const [left = 0, top = 0] = corners[index] ?? [];
    const box = boxes[index];
    for (const { id, x = 0, y = 0 } of part) {
      const [nodeX, nodeY] = [x - (box?.x ?? 0) + left, y - (box?.y ?? 0) + top];
      const block = id.startsWith('b ') ? plan.blocks.get(id.slice(2)) : undefined;
      if (!block) places.set(id.slice(2), [nodeX + CELL.width / 2, nodeY + CELL.height / 3]);
      else for (const [key, [inX, inY]] of block.places) places.set(key, [nodeX + inX, nodeY + inY]);
    }
  });
  return places;
}

function boxAround(nodes: readonly ElkNode[]): Size & { readonly x: number; readonly y: number } {
  let [x, y, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    x = Math.min(x, node.x ?? 0);
    y = Math.min(y, node.y ?? 0);
    right = Math.max(right, (node.x ?? 0) + (node.width ?? 0));
    bottom = Math.max(bottom, (node.y ?? 0) + (node.height ?? 0));
  }
  return { x, y, width: right - x, height: bottom - y };
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

function degreesOf(edges: readonly Edge[]): Map<string, number> {
  const degree = new Map<string, number>();
  for (const key of edges.flatMap(({ source, target }) => [source, target])) {
    degree.set(key, (degree.get(key) ?? 0) + 1);
  }
  return degree;
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
