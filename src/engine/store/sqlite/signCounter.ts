/**
 * Counts the bits in which many codes differ from one, in WebAssembly: it has an instruction for that, and JavaScript
 * takes several times as long (docs/adr/0014).
 */

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 65_536;

/** A section of a module, or a body of its code: its length and its bytes, fewer than 128. */
const sized = (...bytes: number[]): number[] => [bytes.length, ...bytes];

/**
 * A module in the binary format (webassembly.github.io/spec/core/binary) with one function of the i32 parameters
 * 0 row, 1 end, 2 size, 3 question, 4 histogram, 5 out, and the locals 6 sum, 7 stop, 8 other. It compares each code of
 * `size` bytes from `row` to `end` with that at `question`, writes its distance to `out` and counts it at `histogram`.
 */
const MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, ...sized(1, 0x60, 6, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0)], // type 0: six i32, no result
  ...[2, ...sized(1, 1, 0x65, 1, 0x6d, 2, 0, 1)], // imports the memory `e.m`
  ...[3, ...sized(1, 0)], // a function of type 0
  ...[7, ...sized(1, 1, 0x66, 0, 0)], // exported as `f`
  10,
  ...sized(
    1,
    ...sized(
      ...[1, 3, 0x7f], // three more i32
      ...[0x03, 0x40], // loop: a code
      ...[0x41, 0, 0x21, 6], //   sum = 0
      ...[0x20, 3, 0x21, 8], //   other = question
      ...[0x20, 0, 0x20, 2, 0x6a, 0x21, 7], //   stop = row + size
      ...[0x03, 0x40], //   loop: eight bytes of it
      ...[0x20, 0, 0x29, 3, 0], //     i64.load row
      ...[0x20, 8, 0x29, 3, 0], //     i64.load other
      ...[0x85, 0x7b, 0xa7, 0x20, 6, 0x6a, 0x21, 6], //     sum = i64.popcnt(their xor) + sum
      ...[0x20, 8, 0x41, 8, 0x6a, 0x21, 8], //     other = other + 8
      ...[0x20, 0, 0x41, 8, 0x6a, 0x22, 0], //     row = row + 8
      ...[0x20, 7, 0x49, 0x0d, 0, 0x0b], //     again while row < stop
      ...[0x20, 5, 0x20, 6, 0x3b, 1, 0], //   i32.store16 out = sum
      ...[0x20, 5, 0x41, 2, 0x6a, 0x21, 5], //   out = out + 2
      ...[0x20, 4, 0x20, 6, 0x41, 2, 0x74, 0x6a, 0x22, 8], //   other = histogram + sum * 4
      ...[0x20, 8, 0x28, 2, 0, 0x41, 1, 0x6a, 0x36, 2, 0], //   i32.store other = i32.load other + 1
      ...[0x20, 0, 0x20, 1, 0x49, 0x0d, 0, 0x0b], //   again while row < end
      0x0b,
    ),
  ),
);

/** What is used of WebAssembly, which the types of Node leave out. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

type Measure = (
  row: number,
  end: number,
  size: number,
  question: number,
  histogram: number,
  out: number,
) => void;

/** How far codes are from a question. The arrays are views that the next call of anything may overwrite. */
export interface Distances {
  /** Bits that differ, by place. */
  readonly each: Uint16Array;
  /** How many codes have each distance. */
  readonly histogram: Uint32Array;
}

/** Codes by place, in memory of WebAssembly: the question, the histogram, the codes, their distances. */
export class SignCounter {
  /** Bytes of a code in memory: whole 64-bit words. */
  readonly size: number;
  private readonly memory: Memory;
  private readonly measureAll: Measure;
  private readonly first: number;
  private room = 0;

  /** `bytes` is the length of each code. */
  constructor(private readonly bytes: number) {
    this.size = Math.ceil(bytes / 8) * 8;
    this.first = this.size + this.histogramLength * 4 + 4;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.first / PAGE) });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(MODULE), { e: { m: this.memory } });
    this.measureAll = instance.exports['f'] as Measure;
  }

  /** All bytes, those of the codes from `start` of their place on; until the next code is set. */
  get view(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }

  start(place: number): number {
    return this.first + place * this.size;
  }

  set(place: number, code: Uint8Array): void {
    if (place >= this.room) this.grow(place + 1);
    this.view.set(code, this.start(place));
  }

  copy(from: number, to: number): void {
    this.view.copyWithin(this.start(to), this.start(from), this.start(from + 1));
  }

  /** The distances of the first `count` codes from another one. */
  measure(code: Uint8Array, count: number): Distances {
    const { buffer } = this.memory;
    const histogram = new Uint32Array(buffer, this.size, this.histogramLength).fill(0);
    const out = this.start(this.room);
    this.view.set(code, 0);
    if (count > 0) this.measureAll(this.first, this.start(count), this.size, 0, this.size, out);
    return { each: new Uint16Array(buffer, out, count), histogram };
  }

  private get histogramLength(): number {
    return this.bytes * 8 + 1;
  }

  private grow(needed: number): void {
    this.room = Math.max(1024, needed, this.room * 2);
    const pages = Math.ceil((this.start(this.room) + this.room * 2) / PAGE);
    const present = this.memory.buffer.byteLength / PAGE;
    if (pages > present) this.memory.grow(pages - present);
  }
}
