import type { Edge } from './memory';
import type { Filter } from './query';

export interface GraphNode {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly kind: string;
  readonly status: string;
  readonly uses: number;
  readonly matches: boolean;
  /** Neighbours that are not in this picture. */
  readonly hidden: number;
  /** Place kept from an earlier arrangement. */
  readonly at?: readonly [x: number, y: number] | undefined;
}

export interface GraphData {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
  /** Memories that match the filter, shown or not. */
  readonly available: number;
}

export interface GraphQuery {
  readonly filter: Filter;
  /** Memories whose neighbours are all wanted. */
  readonly expanded: readonly string[];
  /** Memory that must be in the picture, with its neighbours. */
  readonly focus: string | null;
  /** Memories that must be in the picture, without their neighbours. */
  readonly also?: readonly string[] | undefined;
  readonly limit: number;
}

/** Places of memories in the graph, by key. */
export type Positions = Readonly<Record<string, readonly [x: number, y: number]>>;
