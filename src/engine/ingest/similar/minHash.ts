import type { Shingles } from './shingles';

/**
 * MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", §3.4): two
 * texts that share a band are candidates. With 20 bands of 4 rows a pair of resemblance 0.8 is found with a
 * probability of 0.99998, one of 0.3 becomes a candidate in 15 of 100 cases and is measured for nothing.
 */
const BANDS = 20;
const ROWS = 4;

/**
 * One key per band; equal keys make two sets candidates. Keys are hashes: that two are equal by chance costs one
 * measurement for nothing.
 */
export function bandKeys(shingles: Shingles): number[] {
  const lowest = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let row = 0; row < lowest.length; row++) {
      const value = mixed(shingle, row);
      if (value < (lowest[row] ?? 0)) lowest[row] = value;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band;
    for (const value of lowest.subarray(band * ROWS, (band + 1) * ROWS)) hash = mixed(hash ^ value, band);
    return band * 0x1_0000_0000 + hash;
  });
}

/** The finaliser of MurmurHash3 over the shingle and the number of the function; a bijection of 32 bits. */
function mixed(value: number, row: number): number {
  let hash = value ^ Math.imul(row + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
