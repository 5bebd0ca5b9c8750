/** Diameter of a memory's dot in the graph, in CSS pixels at zoom 1: grows with the logarithm of its uses. */
export function nodeSize(uses: number): number {
  return Math.round(13 + Math.min(17, 3.4 * Math.log2(1 + Math.max(0, uses))));
}

/** Room for a dot and its label, in the same unit. */
export const CELL = { width: 122, height: 60 } as const;
