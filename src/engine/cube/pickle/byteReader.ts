import { StudioError } from '../../base/errors';

/** Reads little-endian values from bytes in memory; every read is checked against the end. */
export class ByteReader {
  private readonly view: DataView;
  /** Next byte to read, from the start of `bytes`. */
  position = 0;

  /**
   * @param bytes what to read; nothing is copied
   * @param base byte offset of `bytes` in the file, for messages; null when they were unpacked or decoded
   * @param origin offset named instead when `base` is null
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly file: string | undefined,
    private readonly base: number | null = 0,
    private readonly origin = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Offset in the file of a position in these bytes. */
  offsetOf(position: number): number {
    return this.base === null ? this.origin : this.base + position;
  }

  /** A reader of a part of these bytes, or of what was unpacked from the bytes at `position`. */
  within(part: Uint8Array, position: number): ByteReader {
    const inside = part.buffer === this.bytes.buffer && this.base !== null;
    return inside
      ? new ByteReader(part, this.file, this.offsetOf(part.byteOffset - this.bytes.byteOffset))
      : new ByteReader(part, this.file, null, this.offsetOf(position));
  }

  /** A malformed-pickle error at a position. */
  error(message: string, position = this.position): StudioError {
    return new StudioError('bad-pickle', message, {
      place: { file: this.file, offset: this.offsetOf(position) },
    });
  }

  get remaining(): number {
    return this.bytes.byteLength - this.position;
  }

  private advance(count: number): number {
    if (count > this.remaining) {
      throw this.error(`The data ends here: ${count} more bytes expected, ${this.remaining} left.`);
    }
    const at = this.position;
    this.position += count;
    return at;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  i32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** An unsigned 64-bit length; beyond 2^53 it cannot be true and is refused. */
  u64(): number {
    const at = this.advance(8);
    const value = this.view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.error(`Impossible length ${value}.`, at);
    return Number(value);
  }

  /** A big-endian 64-bit float, the one big-endian value of a pickle. */
  float64BigEndian(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** A view of the next `count` bytes, without copying. */
  take(count: number): Uint8Array {
    const at = this.advance(count);
    return this.bytes.subarray(at, at + count);
  }

  /** The text up to the next line feed, which is consumed; at most 1,024 bytes. */
  line(): string {
    const start = this.position;
    const end = this.bytes.subarray(start, start + 1025).indexOf(10);
    if (end < 0) throw this.error('A name without an end.', start);
    this.position = start + end + 1;
    return this.text(this.bytes.subarray(start, start + end), start);
  }

  /** UTF-8 as Python writes it; a lone surrogate becomes U+FFFD, anything else invalid is refused. */
  text(bytes: Uint8Array, position: number): string {
    if (bytes.byteLength > 2 ** 28) throw this.error('A text of more than 256 MiB.', position);
    try {
      return strict.decode(bytes);
    } catch {
      const tolerant = Uint8Array.from(bytes);
      for (let i = 0; i + 2 < tolerant.length; i += 1) {
        if (tolerant[i] === 0xed && (tolerant[i + 1] ?? 0) >= 0xa0) tolerant.set([0xef, 0xbf, 0xbd], i);
      }
      try {
        return strict.decode(tolerant);
      } catch {
        throw this.error('Text that is not UTF-8.', position);
      }
    }
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
