import { DIMENSIONS } from './corpus.ts';

/** The ten nearest of a question among vectors that stand one after the other, compared with each: the floor. */
export function nearest(vectors: Float32Array, question: Float32Array, count: number): number[] {
  const best: { at: number; score: number }[] = [];
  const rows = vectors.length / DIMENSIONS;
  for (let at = 0; at < rows; at++) {
    let score = 0;
    const start = at * DIMENSIONS;
    for (let i = 0; i < DIMENSIONS; i++) score += vectors[start + i]! * question[i]!;
    if (best.length === count && score <= best[count - 1]!.score) continue;
    const place = best.findIndex((other) => other.score < score);
    best.splice(place < 0 ? best.length : place, 0, { at, score });
    if (best.length > count) best.pop();
  }
  return best.map(({ at }) => at);
}

/** Share of the exact answer that another one found. */
export function recall(found: readonly string[], exact: readonly string[]): number {
  return exact.filter((id) => found.includes(id)).length / exact.length;
}
