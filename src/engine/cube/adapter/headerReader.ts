import { StudioError } from '../../base/errors';
import type { AdapterSource } from './source';

const windowBytes = 65_536;
const largestHeader = 256 * 2 ** 20;

/**
 * Reads a header piece by piece through a window of 64 KiB. No length found in a file is trusted: each is
 * compared with what the file still holds before anything is read or made.
 */
export class HeaderReader {
  private window: DataView = new DataView(new ArrayBuffer(0));
  private windowStart = 0;
  position = 0;
  littleEndian = true;

  constructor(
    private readonly source: AdapterSource,
    readonly file: string | undefined,
    private readonly signal?: AbortSignal,
  ) {}

  get size(): number {
    return this.source.size;
  }

  get remaining(): number {
    return this.source.size - this.position;
  }

  /** A malformed-adapter error at an offset in the file. */
  error(message: string, offset = this.position): StudioError {
    return new StudioError('bad-adapter', message, { place: { file: this.file, offset } });
  }

  /** Moves on by `count` bytes without reading them. */
  skip(count: number): void {
    if (count > this.remaining) {
      throw this.error(`The file ends here: ${count} more bytes expected, ${this.remaining} left.`);
    }
    this.position += count;
  }

  /** Makes `count` bytes at the position readable and moves behind them; gives their place in the window. */
  private need(count: number): number {
    const start = this.position;
    this.skip(count);
    if (start < this.windowStart || start + count > this.windowStart + this.window.byteLength) {
      if (start > largestHeader) throw this.error('A header of more than 256 MiB.', start);
      this.signal?.throwIfAborted();
      const wanted = Math.min(Math.max(windowBytes, count), this.size - start);
      const bytes = this.source.pread(start, wanted);
      if (bytes.byteLength < count) throw this.error('The file became shorter while it was read.', start);
      this.window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.windowStart = start;
    }
    return start - this.windowStart;
  }

  u8(): number {
    const at = this.need(1);
    return this.window.getUint8(at);
  }

  i8(): number {
    const at = this.need(1);
    return this.window.getInt8(at);
  }

  u16(): number {
    const at = this.need(2);
    return this.window.getUint16(at, this.littleEndian);
  }

  i16(): number {
    const at = this.need(2);
    return this.window.getInt16(at, this.littleEndian);
  }

  u32(): number {
    const at = this.need(4);
    return this.window.getUint32(at, this.littleEndian);
  }

  i32(): number {
    const at = this.need(4);
    return this.window.getInt32(at, this.littleEndian);
  }

  f32(): number {
    const at = this.need(4);
    return this.window.getFloat32(at, this.littleEndian);
  }

  f64(): number {
    const at = this.need(8);
    return this.window.getFloat64(at, this.littleEndian);
  }

  u64(): bigint {
    const at = this.need(8);
    return this.window.getBigUint64(at, this.littleEndian);
  }

  i64(): bigint {
    const at = this.need(8);
    return this.window.getBigInt64(at, this.littleEndian);
  }

  /**
   * A 64-bit count of things that take at least `each` bytes; refused when the file cannot hold them.
   * @param what named in the message, for instance `tensors`
   */
  count(what: string, each: number): number {
    const at = this.position;
    const value = this.u64();
    if (value * BigInt(each) > BigInt(this.remaining)) {
      throw this.error(`${value} ${what} announced, more than the file can hold.`, at);
    }
    return Number(value);
  }

  /** A copy of the next `count` bytes; the caller bounds the count. */
  take(count: number): Uint8Array {
    const at = this.need(count);
    return new Uint8Array(this.window.buffer, this.window.byteOffset + at, count).slice();
  }

  /** A text with a 64-bit length before it; of a longer one the first `most` bytes and `…`. */
  text(most: number): string {
    const length = this.count('bytes of text', 1);
    const kept = Math.min(length, most);
    const bytes = this.take(kept);
    this.skip(length - kept);
    return kept === length ? utf8.decode(bytes) : `${utf8.decode(bytes)}…`;
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
