import { ggmlType } from '../../cube/adapter/ggufTypes';
import type { StateReader } from './stateReader';

/** Where a layer's keys or values lie. */
export interface Plane {
  /** ggml's name of the element type; its number where it is not known. */
  readonly type: string;
  /** Numbers a token; 0 where the type is not known. */
  readonly width: number;
  /** Bytes of one token; where it is transposed, of all its numbers together. */
  readonly rowBytes: number;
  readonly offset: number;
  readonly bytes: number;
  /** Whether the numbers of all tokens follow each other, dimension by dimension. */
  readonly transposed: boolean;
}

export interface CacheLayout {
  readonly streams: number;
  readonly positions: Int32Array;
  readonly transposed: boolean;
  readonly keys: readonly Plane[];
  /** As many as keys, or none. */
  readonly values: readonly Plane[];
}

const MOST_STREAMS = 1024;
const MOST_LAYERS = 4096;
const CELL = 12;
/** Cells read at once. */
const PORTION = 8192;

/** One cache from the reader's place on; throws StudioError `bad-state`. */
export async function readCache(
  reader: StateReader,
  { beyond, values }: { beyond: number; values: boolean },
  signal?: AbortSignal,
): Promise<CacheLayout> {
  const streams = await reader.u32();
  if (streams === 0 || streams > MOST_STREAMS) throw reader.error(`A cache with ${streams} streams.`);
  let found: CacheLayout | undefined;
  for (let stream = 0; stream < streams; stream += 1) {
    const at = reader.position;
    const cells = await reader.u32();
    if (cells === 0) continue;
    if (found) throw reader.error('More than one stream of this cache has something in it.', at);
    if (cells * (CELL + beyond) > reader.remaining) {
      throw reader.error(`${cells} cells announced, more than the file can hold.`, at);
    }
    const positions = await readCells(reader, cells, beyond, signal);
    found = { streams, positions, ...(await readPlanes(reader, cells, values)) };
  }
  return found ?? { streams, positions: new Int32Array(0), transposed: false, keys: [], values: [] };
}

async function readCells(
  reader: StateReader,
  cells: number,
  beyond: number,
  signal: AbortSignal | undefined,
): Promise<Int32Array> {
  const positions = new Int32Array(cells);
  const size = CELL + beyond;
  for (let from = 0; from < cells; from += PORTION) {
    signal?.throwIfAborted();
    const start = reader.position;
    const count = Math.min(PORTION, cells - from);
    const bytes = await reader.bytes(count * size);
    for (let i = 0; i < count; i += 1) {
      const position = bytes.getInt32(i * size, true);
      if (position < 0 || bytes.getUint32(i * size + 4, true) !== 1) {
        throw reader.error('A cell that belongs to no single sequence.', start + i * size);
      }
      positions[from + i] = position;
    }
  }
  return positions;
}

async function readPlanes(
  reader: StateReader,
  cells: number,
  hasValues: boolean,
): Promise<Pick<CacheLayout, 'transposed' | 'keys' | 'values'>> {
  const at = reader.position;
  const transposed = await reader.u32();
  const layers = await reader.u32();
  if (transposed > 1 || layers === 0 || layers > MOST_LAYERS) {
    throw reader.error(`A cache with ${layers} layers and the mark ${transposed}.`, at);
  }
  const keys: Plane[] = [];
  const values: Plane[] = [];
  for (let layer = 0; layer < layers; layer += 1) keys.push(await readRows(reader, cells));
  for (let layer = 0; hasValues && layer < layers; layer += 1) {
    values.push(transposed === 1 ? await readColumns(reader, cells) : await readRows(reader, cells));
  }
  return { transposed: transposed === 1, keys, values };
}

async function readRows(reader: StateReader, cells: number): Promise<Plane> {
  const at = reader.position;
  const code = await reader.i32();
  const rowBytes = await reader.length();
  const type = ggmlType(code);
  const offset = reader.position;
  // No row is empty, and those of a known type are whole blocks: what is read wrongly shows here.
  if (rowBytes === 0 || code < 0 || (type && rowBytes % type.bytes !== 0)) {
    throw reader.error(`A layer with rows of ${rowBytes} bytes and the type ${code}.`, at);
  }
  const bytes = rowBytes * cells;
  reader.skip(bytes);
  const width = type ? (rowBytes / type.bytes) * type.block : 0;
  return { type: type?.name ?? String(code), width, rowBytes, offset, bytes, transposed: false };
}

async function readColumns(reader: StateReader, cells: number): Promise<Plane> {
  const at = reader.position;
  const code = await reader.i32();
  const size = await reader.u32();
  const width = await reader.u32();
  const type = ggmlType(code);
  const offset = reader.position;
  if (size === 0 || width === 0 || code < 0 || (type && (type.block !== 1 || type.bytes !== size))) {
    throw reader.error(`A layer with numbers of ${size} bytes and the type ${code}.`, at);
  }
  const bytes = size * width * cells;
  reader.skip(bytes);
  return { type: type?.name ?? String(code), width, rowBytes: size * width, offset, bytes, transposed: true };
}
