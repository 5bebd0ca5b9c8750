import { Best } from './best';
import { signs, wordsIn } from './vectorBytes';

/** So many times the wanted vectors are chosen by differing signs, before their signs are weighed. */
const COARSE = 8;

/**
 * The signs of all vectors of one embedder, in memory: 48 bytes for 384 numbers. Candidates are those with the fewest
 * signs other than the question's, and of these the best when the question's own numbers are added up by their signs;
 * whoever asks compares them exactly. docs/adr/0014 has the measurements.
 */
export class Codes {
  private readonly words: number;
  private bits = new Uint32Array(0);
  private members = new Float64Array(0);
  private distances = new Uint16Array(0);
  private readonly places = new Map<number, number>();

  constructor(readonly dimensions: number) {
    this.words = wordsIn(dimensions);
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
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let w = 0; w < this.words; w++) this.bits[place * this.words + w] = view.getUint32(w * 4, true);
  }

  /** Forgets a memory; the last one takes its place. */
  delete(member: number): void {
    const place = this.places.get(member);
    if (place === undefined) return;
    const last = this.places.size - 1;
    const moved = this.members[last]!;
    this.bits.copyWithin(place * this.words, last * this.words, (last + 1) * this.words);
    this.members[place] = moved;
    this.places.set(moved, place);
    this.places.delete(member);
  }

  /** The members that are likely nearest to a vector, at most `count`, the likeliest first. */
  nearest(vector: Float32Array, count: number): number[] {
    const { bits, words, members } = this;
    const table = weightsOfBytes(vector, words);
    const best = new Best(count);
    for (const place of this.alike(signs(vector), count * COARSE)) {
      let sum = 0;
      for (let w = 0, row = 0; w < words; w++, row += 1024) {
        const word = bits[place * words + w]!;
        sum +=
          table[row + (word & 255)]! +
          table[row + 256 + ((word >>> 8) & 255)]! +
          table[row + 512 + ((word >>> 16) & 255)]! +
          table[row + 768 + (word >>> 24)]!;
      }
      best.add(members[place]!, sum);
    }
    return best.sorted().map(({ n }) => n);
  }

  /** Places of at least `count` codes (or all) that differ least from `code`. */
  private alike(code: Uint32Array, count: number): number[] {
    const { size, distances } = this;
    const histogram = this.measure(code);
    let limit = 0;
    for (let seen = 0; limit < histogram.length; limit++) {
      seen += histogram[limit]!;
      if (seen >= count) break;
    }
    const found: number[] = [];
    for (let place = 0; place < size; place++) if (distances[place]! <= limit) found.push(place);
    return found;
  }

  /** Fills `distances`; returns how many have each distance. */
  private measure(code: Uint32Array): Uint32Array {
    const { bits, words, size, distances } = this;
    const histogram = new Uint32Array(words * 32 + 1);
    for (let place = 0, at = 0; place < size; place++) {
      let sum = 0;
      let w = 0;
      // Three words at a time: counts of four bits hold at most 4 of each.
      for (; w + 2 < words; w += 3, at += 3) {
        const x =
          (nibbles(bits[at]! ^ code[w]!) +
            nibbles(bits[at + 1]! ^ code[w + 1]!) +
            nibbles(bits[at + 2]! ^ code[w + 2]!)) |
          0;
        sum += Math.imul((x & 0x0f0f0f0f) + ((x >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
      }
      for (; w < words; w++, at++) {
        const x = nibbles(bits[at]! ^ code[w]!);
        sum += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
      }
      distances[place] = sum;
      histogram[sum]!++;
    }
    return histogram;
  }

  private grow(needed: number): void {
    if (needed <= this.members.length) return;
    const room = Math.max(1024, needed, this.members.length * 2);
    const [bits, members] = [this.bits, this.members];
    this.bits = new Uint32Array(room * this.words);
    this.members = new Float64Array(room);
    this.distances = new Uint16Array(room);
    this.bits.set(bits);
    this.members.set(members);
  }
}

/** For each byte of a code, and each value it may have, the sum of eight numbers of a vector with the signs in it. */
function weightsOfBytes(vector: Float32Array, words: number): Float32Array {
  const table = new Float32Array(words * 4 * 256);
  for (let byte = 0; byte < words * 4; byte++) {
    const row = byte * 256;
    for (let bit = 0; bit < 8; bit++) table[row]! -= vector[byte * 8 + bit] ?? 0;
    for (let value = 1; value < 256; value++) {
      const lowest = 31 - Math.clz32(value & -value);
      table[row + value] = table[row + (value & (value - 1))]! + 2 * (vector[byte * 8 + lowest] ?? 0);
    }
  }
  return table;
}

/** How many bits are set in each four of a word. */
function nibbles(word: number): number {
  const x = (word - ((word >>> 1) & 0x55555555)) | 0;
  return (x & 0x33333333) + ((x >>> 2) & 0x33333333);
}
