import type { RouteCandidate } from '../../model/loraRoute';

/** The examples of one adapter, each as a vector of length 1 of the kind that the task has. */
export interface Examples<Vector> {
  readonly texts: readonly string[];
  readonly vectors: readonly Vector[];
  /** Their mean, of length 1. */
  readonly centroid: Vector;
}

/** Similarity of a task to the centre of the examples and to the nearest of them; cosines below 0 count as 0. */
export function similarityTo<Vector>(
  task: Vector,
  { texts, vectors, centroid }: Examples<Vector>,
  cosine: (a: Vector, b: Vector) => number,
  nearest: number,
): { centroid: number; nearest: number; examples: RouteCandidate['examples'] } {
  const share = (value: number): number => Math.max(0, Math.min(1, value));
  const best = vectors
    .map((vector, at) => ({ at, similarity: share(cosine(task, vector)) }))
    .sort((a, b) => b.similarity - a.similarity || a.at - b.at)
    .slice(0, Math.max(1, nearest));
  return {
    centroid: share(cosine(task, centroid)),
    nearest: best.length === 0 ? 0 : best.reduce((sum, { similarity }) => sum + similarity, 0) / best.length,
    examples: best.map(({ at, similarity }) => ({ text: texts[at] ?? '', similarity })),
  };
}

/** Cosine of two vectors of length 1. */
export function denseCosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * (b[i] ?? 0);
  return sum;
}

/** The mean of vectors, of length 1; all zeros where they cancel out. */
export function denseMean(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < mean.length; i += 1) mean[i]! += vector[i] ?? 0;
  const length = Math.sqrt(denseCosine(mean, mean));
  return length === 0 ? mean : mean.map((value) => value / length);
}
