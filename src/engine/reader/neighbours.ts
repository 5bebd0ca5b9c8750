import type { ReadEdge } from '../model/reading';

/** Edges between a chunk and the one that follows it, as MemOS has them. */
export function neighbours(before: number, after: number): ReadEdge[] {
  return [
    { source: before, target: after, type: 'FOLLOWING' },
    { source: after, target: before, type: 'PRECEDING' },
  ];
}
