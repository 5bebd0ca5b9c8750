/** A picture with its places worked in, so that drawing and choosing what is in sight need no look-ups. */
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import type { Point } from './blocks';

/** A memory with its place, in the units of the picture. */
export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** A relation between two places. */
export interface PlacedLink {
  readonly from: Placed;
  readonly to: Placed;
  readonly type: string;
}

/** A rectangle in the units of the picture. */
export interface Sight {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Memories and relations that have their places; a relation to a memory that is not shown is left out. */
export function placePicture(
  nodes: readonly GraphNode[],
  links: readonly Edge[],
  places: ReadonlyMap<string, Point>,
): { readonly dots: readonly Placed[]; readonly lines: readonly PlacedLink[] } {
  const byKey = new Map<string, Placed>();
  for (const node of nodes) {
    const place = places.get(node.key);
    if (place) byKey.set(node.key, { node, x: place[0], y: place[1] });
  }
  const lines = links.flatMap(({ source, target, type }) => {
    const [from, to] = [byKey.get(source), byKey.get(target)];
    return from && to ? [{ from, to, type }] : [];
  });
  return { dots: [...byKey.values()], lines };
}

/** The part of the picture that is seen: offset and zoom as React Flow has them, the size in CSS pixels. */
export function sightOf(
  [dx, dy, zoom]: readonly [x: number, y: number, zoom: number],
  [width, height]: readonly [width: number, height: number],
): Sight {
  return { left: -dx / zoom, top: -dy / zoom, right: (width - dx) / zoom, bottom: (height - dy) / zoom };
}

/** A rectangle made larger on each side by a share of its width and height. */
export function grown({ left, top, right, bottom }: Sight, share: number): Sight {
  const [x, y] = [(right - left) * share, (bottom - top) * share];
  return { left: left - x, top: top - y, right: right + x, bottom: bottom + y };
}

/** Whether a place lies in a rectangle. */
export function liesIn({ x, y }: Placed, { left, top, right, bottom }: Sight): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}
