import { wordsIn } from './vectorBytes';

/**
 * The signs of all vectors of one embedder, in memory: 48 bytes for 384 numbers. The vectors with the fewest
 * different signs are candidates, to be compared exactly by whoever asks. docs/adr/0014 has the measurements.
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

  /** At least `count` memories (or all) whose signs differ least from `code`, the nearest first. */
  nearest(code: Uint32Array, count: number): number[] {
    const { size, distances } = this;
    const histogram = this.measure(code);
    let limit = 0;
    for (let seen = 0; limit < histogram.length; limit++) {
      seen += histogram[limit]!;
      if (seen >= count) break;
    }
    const found: number[] = [];
    for (let place = 0; place < size; place++) if (distances[place]! <= limit) found.push(place);
    found.sort((a, b) => distances[a]! - distances[b]!);
    return found.map((place) => this.members[place]!);
  }

  /** Fills `distances`; returns how many have each distance. */
  private measure(code: Uint32Array): Uint32Array {
    const { bits, words, size, distances } = this;
    const histogram = new Uint32Array(words * 32 + 1);
    for (let place = 0, at = 0; place < size; place++) {
      let sum = 0;
      for (let w = 0; w < words; w++, at++) {
        let x = bits[at]! ^ code[w]!;
        x -= (x >>> 1) & 0x55555555;
        x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
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
