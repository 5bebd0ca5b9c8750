/**
 * Postings as SQLite keeps them: which memories have a term. Memories come in blocks of 2,048 by their number `n`;
 * a block of a term is one BLOB of pairs of 32-bit words, little-endian: the place in the block (11 bits) with how
 * often the term occurs there (21 bits), and the number of all terms of the memory.
 */
const PLACES = 2048;
const SHIFT = 21;
/** More blocks than there can be memories for; a block's key is `t * BLOCKS + block`. */
export const BLOCKS = 2 ** 21;
const MOST_TIMES = 2 ** SHIFT - 1;

export interface Posting {
  readonly times: number;
  readonly length: number;
}

/** Postings of a block to be replaced by memory; null for those to be taken away. */
export type BlockChange = ReadonlyMap<number, Posting | null>;

export const blockOf = (n: number): number => Math.floor(n / PLACES);

/** A block with a change made to it. */
export function changeBlock(words: Uint32Array, change: BlockChange): Uint32Array {
  const next = new Uint32Array(words.length + 2 * change.size);
  const places = new Map<number, Posting | null>();
  for (const [n, posting] of change) places.set(n % PLACES, posting);
  let size = 0;
  for (let at = 0; at < words.length; at += 2) {
    if (places.has(words[at]! >>> SHIFT)) continue;
    next[size++] = words[at]!;
    next[size++] = words[at + 1]!;
  }
  for (const [place, posting] of places) {
    if (!posting) continue;
    next[size++] = (place << SHIFT) | Math.min(posting.times, MOST_TIMES);
    next[size++] = posting.length;
  }
  return next.slice(0, size);
}

/** Sums of scores by memory; only blocks that have any take room. */
export class Scores {
  private readonly blocks = new Map<number, Float64Array>();

  /** Adds to each memory of a block what its posting is worth. */
  add(block: number, words: Uint32Array, worth: (times: number, length: number) => number): void {
    let sums = this.blocks.get(block);
    if (!sums) this.blocks.set(block, (sums = new Float64Array(PLACES)));
    for (let at = 0; at < words.length; at += 2) {
      const word = words[at]!;
      sums[word >>> SHIFT]! += worth(word & MOST_TIMES, words[at + 1]!);
    }
  }

  /** Tells each memory that has a score. */
  each(tell: (n: number, score: number) => void): void {
    for (const [block, sums] of this.blocks) {
      for (let place = 0; place < PLACES; place++) {
        if (sums[place]! > 0) tell(block * PLACES + place, sums[place]!);
      }
    }
  }
}
