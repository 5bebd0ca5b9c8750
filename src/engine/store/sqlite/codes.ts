import { Best } from './best';
import { SignCounter } from './signCounter';
import { bytesOf, signs, wordsIn } from './vectorBytes';

/** So many times the wanted vectors are chosen by differing signs, before their signs are weighed. */
const COARSE = 8;

/**
 * The signs of all vectors of one embedder, in memory: 48 bytes for 384 numbers. Candidates are those with the fewest
 * signs other than the question's, and of these the best when the question's own numbers are added up by their signs;
 * whoever asks compares them exactly. docs/adr/0014 has the measurements.
 */
export class Codes {
  private readonly bytes: number;
  private readonly counter: SignCounter;
  private members = new Float64Array(0);
  private readonly places = new Map<number, number>();

  constructor(readonly dimensions: number) {
    this.bytes = wordsIn(dimensions) * 4;
    this.counter = new SignCounter(this.bytes);
  }

  get size(): number {
    return this.places.size;
  }

  /** Adds or replaces the code of a memory; `bytes` are its words, little-endian. */
  set(member: number, bytes: Uint8Array): void {
    let place = this.places.get(member);
    if (place === undefined) {
      place = this.places.size;
      this.grow(place + 1);
      this.places.set(member, place);
      this.members[place] = member;
    }
    this.counter.set(place, bytes.subarray(0, this.bytes));
  }

  /** Forgets a memory; the last one takes its place. */
  delete(member: number): void {
    const place = this.places.get(member);
    if (place === undefined) return;
    const last = this.places.size - 1;
    const moved = this.members[last]!;
    this.counter.copy(last, place);
    this.members[place] = moved;
    this.places.set(moved, place);
    this.places.delete(member);
  }

  /** The members that are likely nearest to a vector, at most `count`, the likeliest first. */
  nearest(vector: Float32Array, count: number): number[] {
    const { bytes, members, counter } = this;
    const table = weightsOfBytes(vector, bytes);
    const alike = this.alike(vector, count * COARSE);
    const view = counter.view;
    const best = new Best(count);
    for (const place of alike) {
      let sum = 0;
      let at = counter.start(place);
      for (let row = 0; row < table.length; row += 1024, at += 4) {
        sum +=
          table[row + view[at]!]! +
          table[row + 256 + view[at + 1]!]! +
          table[row + 512 + view[at + 2]!]! +
          table[row + 768 + view[at + 3]!]!;
      }
      best.add(members[place]!, sum);
    }
    return best.sorted().map(({ n }) => n);
  }

  /** Places of at least `count` codes (or all) that differ least in their signs from a vector. */
  private alike(vector: Float32Array, count: number): Uint32Array {
    const { each, histogram } = this.counter.measure(bytesOf(signs(vector)), this.size);
    let [limit, within] = [0, 0];
    for (; limit < histogram.length; limit++) {
      within += histogram[limit]!;
      if (within >= count) break;
    }
    const found = new Uint32Array(within);
    for (let place = 0, at = 0; at < within; place++) if (each[place]! <= limit) found[at++] = place;
    return found;
  }

  private grow(needed: number): void {
    if (needed <= this.members.length) return;
    const members = this.members;
    this.members = new Float64Array(Math.max(1024, needed, members.length * 2));
    this.members.set(members);
  }
}

/** For each byte of a code, and each value it may have, the sum of eight numbers of a vector with the signs in it. */
function weightsOfBytes(vector: Float32Array, bytes: number): Float32Array {
  const table = new Float32Array(bytes * 256);
  for (let byte = 0; byte < bytes; byte++) {
    const row = byte * 256;
    for (let bit = 0; bit < 8; bit++) table[row]! -= vector[byte * 8 + bit] ?? 0;
    for (let value = 1; value < 256; value++) {
      const lowest = 31 - Math.clz32(value & -value);
      table[row + value] = table[row + (value & (value - 1))]! + 2 * (vector[byte * 8 + lowest] ?? 0);
    }
  }
  return table;
}
