import { badState, type StateSource } from './stateSource';

const WINDOW = 1 << 16;

/**
 * Reads small numbers one after the other through a window of 64 KiB. What the file says of lengths is compared
 * with what it still holds before anything is read or made.
 */
export class StateReader {
  private window: DataView = new DataView(new ArrayBuffer(0));
  private start = 0;

  constructor(
    readonly source: StateSource,
    public position = 0,
  ) {}

  get remaining(): number {
    return this.source.size - this.position;
  }

  error(message: string, offset = this.position): Error {
    return badState(message, this.source.file, offset);
  }

  skip(count: number): void {
    if (count > this.remaining) {
      throw this.error(`This KV state is cut off: ${count} more bytes expected, ${this.remaining} left.`);
    }
    this.position += count;
  }

  async u32(): Promise<number> {
    const at = await this.need(4);
    return this.window.getUint32(at, true);
  }

  async i32(): Promise<number> {
    const at = await this.need(4);
    return this.window.getInt32(at, true);
  }

  /** A length in 64 bits; refused where it exceeds the file. */
  async length(): Promise<number> {
    const at = await this.need(8);
    const value = this.window.getBigUint64(at, true);
    if (value > BigInt(this.source.size)) throw this.error('A length beyond the end of the file.');
    return Number(value);
  }

  /** The next bytes, `count` of them, which the caller has compared with the file's size. */
  async bytes(count: number): Promise<DataView> {
    const from = this.position;
    this.skip(count);
    const bytes = await this.source.read(from, count);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Makes `count` bytes readable and moves behind them; gives their place in the window. */
  private async need(count: number): Promise<number> {
    const from = this.position;
    this.skip(count);
    if (from < this.start || from + count > this.start + this.window.byteLength) {
      const bytes = await this.source.read(from, Math.min(WINDOW, this.source.size - from));
      this.window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.start = from;
    }
    return from - this.start;
  }
}
