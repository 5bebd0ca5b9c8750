/** Vectors as SQLite keeps them: 32-bit floats, and one bit a number (its sign) in whole 32-bit words. */

/** A vector scaled to length 1; one of length 0 stays. */
export function normalised(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const x of vector) sum += x * x;
  const length = Math.sqrt(sum);
  return length === 0 || Math.abs(length - 1) < 1e-6 ? vector : vector.map((x) => x / length);
}

export const bytesOf = (numbers: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** The floats in a BLOB; copied where it does not lie on a multiple of four. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}

/** The words in a BLOB; copied where it does not lie on a multiple of four. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}

/** Number of 32-bit words of a code. */
export const wordsIn = (dimensions: number): number => (dimensions + 31) >> 5;

/** The signs of a vector: bit `i % 32` of word `i / 32` is set where number `i` is above 0. */
export function signs(vector: Float32Array): Uint32Array {
  const bits = new Uint32Array(wordsIn(vector.length));
  for (let i = 0; i < vector.length; i++) if (vector[i]! > 0) bits[i >> 5]! |= 1 << (i & 31);
  return bits;
}
