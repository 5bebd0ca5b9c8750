import type { KvLayerMap, KvStateMap } from '../../model/kvState';
import type { CacheLayout, Plane } from './cacheLayout';
import { decoderOf, type Decode } from '../../cube/adapter/ggmlValues';
import type { StateLayout } from './layout';
import { badState, type StateSource } from './stateSource';
import { Tally } from './tally';

export interface MapStateOptions {
  /** Most portions of the tokens; 48 where left out. */
  readonly buckets?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share that is read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Bytes read at once, unless one token of a layer has more. */
const PORTION = 1 << 20;
/** Bytes that a single token of a layer may have; real ones have some thousands. */
const LARGEST_ROW = 1 << 24;
const BUCKETS = 48;

/** Reads all numbers of a state once and tells what they look like. Throws StudioError `bad-state`; AbortError. */
export async function mapState(
  source: StateSource,
  { tokens, caches }: StateLayout,
  options: MapStateOptions = {},
): Promise<KvStateMap> {
  const width = Math.max(1, Math.ceil(tokens.length / (options.buckets ?? BUCKETS)));
  const buckets = Array.from({ length: Math.ceil(tokens.length / width) }, (_, at) => at * width);
  const planes = caches.flatMap(({ keys, values }) => [...keys, ...values]);
  const total = Math.max(
    1,
    planes.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  let done = 0;
  const measure = async (cache: CacheLayout, plane: Plane | undefined) => {
    if (!plane) return { statistics: null, norms: buckets.map(() => null) };
    const measured = await measurePlane(source, cache, plane, { width, count: buckets.length }, options);
    done += plane.bytes;
    options.onProgress?.(done / total);
    return measured;
  };
  const layers: KvLayerMap[] = [];
  for (const [at, cache] of caches.entries()) {
    for (const [layer, plane] of cache.keys.entries()) {
      const key = await measure(cache, plane);
      const value = await measure(cache, cache.values[layer]);
      layers.push({
        cache: at,
        layer,
        key: key.statistics,
        value: value.statistics,
        keyNorms: key.norms,
        valueNorms: value.norms,
      });
    }
  }
  return { buckets, layers };
}

interface Buckets {
  /** Tokens a portion. */
  readonly width: number;
  readonly count: number;
}

async function measurePlane(
  source: StateSource,
  { positions }: CacheLayout,
  plane: Plane,
  { width, count }: Buckets,
  { signal }: MapStateOptions,
): Promise<{ statistics: KvLayerMap['key']; norms: (number | null)[] }> {
  const decode = decoderOf(plane.type);
  if (!decode) return { statistics: null, norms: new Array<null>(count).fill(null) };
  if (plane.rowBytes > LARGEST_ROW)
    throw badState('A token of several megabytes.', source.file, plane.offset);
  const tally = new Tally();
  const squares = new Float64Array(positions.length);
  const read = plane.transposed ? readColumns : readRows;
  await read(source, plane, decode, positions.length, { tally, squares, signal });
  const sums = new Float64Array(count);
  const cells = new Uint32Array(count);
  positions.forEach((position, cell) => {
    const bucket = Math.floor(position / width);
    const norm = Math.sqrt(squares[cell] ?? 0);
    if (bucket >= count || !Number.isFinite(norm)) return;
    sums[bucket] = (sums[bucket] ?? 0) + norm;
    cells[bucket] = (cells[bucket] ?? 0) + 1;
  });
  const norms = Array.from(sums, (sum, at) => (cells[at] ? sum / cells[at] : null));
  return { statistics: tally.result(), norms };
}

interface Sink {
  readonly tally: Tally;
  /** Sum of squares of each cell. */
  readonly squares: Float64Array;
  readonly signal: AbortSignal | undefined;
}

async function readRows(
  source: StateSource,
  { offset, rowBytes, width }: Plane,
  decode: Decode,
  cells: number,
  { tally, squares, signal }: Sink,
): Promise<void> {
  const most = Math.max(1, Math.floor(PORTION / rowBytes));
  const values = new Float32Array(Math.min(most, cells) * width);
  for (let from = 0; from < cells; from += most) {
    signal?.throwIfAborted();
    const rows = Math.min(most, cells - from);
    decode(viewOf(await source.read(offset + from * rowBytes, rows * rowBytes)), values, rows * width);
    tally.add(values, rows * width);
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let i = row * width; i < (row + 1) * width; i += 1) sum += (values[i] ?? 0) ** 2;
      squares[from + row] = sum;
    }
  }
}

/** Number by number: of each dimension, that of all tokens. */
async function readColumns(
  source: StateSource,
  { offset, rowBytes, width }: Plane,
  decode: Decode,
  cells: number,
  { tally, squares, signal }: Sink,
): Promise<void> {
  const size = rowBytes / width;
  const most = Math.max(1, Math.floor(PORTION / size));
  const values = new Float32Array(Math.min(most, width * cells));
  for (let from = 0; from < width * cells; from += most) {
    signal?.throwIfAborted();
    const count = Math.min(most, width * cells - from);
    decode(viewOf(await source.read(offset + from * size, count * size)), values, count);
    tally.add(values, count);
    for (let i = 0; i < count; i += 1) {
      const cell = (from + i) % cells;
      squares[cell] = (squares[cell] ?? 0) + (values[i] ?? 0) ** 2;
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
