/** Vectors of one text by one model, be it quantised otherwise, have at least this cosine; by two models far less. */
export const ALIKE = 0.99;

/** The cosine of two vectors; 0 where one has no direction, or is missing. */
export function cosine(a: Float32Array, b: Float32Array | undefined): number {
  if (b?.length !== a.length) return 0;
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const lengths = Math.sqrt(aa * bb);
  return lengths > 0 ? dot / lengths : 0;
}
