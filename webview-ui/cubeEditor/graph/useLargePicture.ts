import { useMemo } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import type { Point } from './blocks';
import type { FarPicture } from './drawFar';
import type { DrawnKeys } from './drawnKeys';
import type { MemoryFlowNode } from './MemoryNode';
import { placePicture } from './placed';
import type { RelationFlowEdge } from './RelationEdge';
import { useMounted } from './useMounted';

/** From so many memories on, a canvas draws what is far away or not yet in the page. */
const MANY = 250;

interface Input {
  readonly shown: readonly GraphNode[];
  readonly links: readonly Edge[];
  readonly places: ReadonlyMap<string, Point>;
  readonly selection: readonly string[];
  readonly majors: ReadonlySet<string>;
  readonly filtered: boolean;
  readonly nodes: MemoryFlowNode[];
  readonly edges: RelationFlowEdge[];
}

export interface LargePicture {
  readonly large: boolean;
  readonly picture: FarPicture;
  /** Memories that the canvas leaves to the page. */
  readonly drawn: DrawnKeys;
  /** What React Flow shows: of a large picture a part, and the relations within it. */
  readonly nodes: MemoryFlowNode[];
  readonly edges: RelationFlowEdge[];
}

/** Divides a picture between the canvas and the page. */
export function useLargePicture(input: Input): LargePicture {
  const { shown, links, places, selection, majors, filtered, nodes, edges } = input;
  const large = shown.length > MANY;
  const placed = useMemo(
    () => placePicture(large ? shown : [], links, places),
    [large, shown, links, places],
  );
  const picture = useMemo<FarPicture>(
    () => ({ ...placed, selection: new Set(selection), majors, filtered }),
    [placed, selection, majors, filtered],
  );
  const { keys, drawn } = useMounted(placed.dots, large);
  return {
    large,
    picture,
    drawn,
    nodes: useMemo(() => (large ? nodes.filter(({ id }) => keys.has(id)) : nodes), [large, nodes, keys]),
    edges: useMemo(
      () => (large ? edges.filter(({ source, target }) => keys.has(source) && keys.has(target)) : edges),
      [large, edges, keys],
    ),
  };
}
