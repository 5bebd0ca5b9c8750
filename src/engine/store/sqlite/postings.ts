import { Best, type Rated } from './best';

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

/** What each memory gets for a term: by block, one block after the other. */
export interface Worths {
  readonly blocks: readonly { readonly block: number; readonly end: number }[];
  readonly places: Uint16Array;
  readonly each: Float64Array;
}

/** Rates the postings of a term. */
export function worthsOf(
  postings: readonly (readonly [block: number, words: Uint32Array])[],
  worth: (times: number, length: number) => number,
): Worths {
  const count = postings.reduce((sum, [, words]) => sum + words.length / 2, 0);
  const places = new Uint16Array(count);
  const each = new Float64Array(count);
  let end = 0;
  const blocks = postings.map(([block, words]) => {
    for (let at = 0; at < words.length; at += 2, end++) {
      const word = words[at]!;
      places[end] = word >>> SHIFT;
      each[end] = worth(word & MOST_TIMES, words[at + 1]!);
    }
    return { block, end };
  });
  return { blocks, places, each };
}

/** Sums of scores by memory; only blocks that have any take room, which the next question uses again. */
export class Scores {
  private readonly blocks = new Map<number, Float64Array>();
  private readonly spare: Float64Array[] = [];

  clear(): void {
    this.spare.push(...this.blocks.values());
    this.blocks.clear();
  }

  add({ blocks, places, each }: Worths): void {
    let at = 0;
    for (const { block, end } of blocks) {
      let sums = this.blocks.get(block);
      if (!sums) this.blocks.set(block, (sums = this.spare.pop()?.fill(0) ?? new Float64Array(PLACES)));
      for (; at < end; at++) sums[places[at]!]! += each[at]!;
    }
  }

  /** The best memories that have a score and that are `among` those asked for. */
  best(count: number, among?: (n: number) => boolean): Rated[] {
    const list = new Best(count);
    let least = list.least;
    for (const [block, sums] of this.blocks) {
      for (let place = 0; place < PLACES; place++) {
        const score = sums[place]!;
        if (score <= 0 || score < least) continue;
        const n = block * PLACES + place;
        if (among && !among(n)) continue;
        list.add(n, score);
        least = list.least;
      }
    }
    return list.sorted();
  }
}
