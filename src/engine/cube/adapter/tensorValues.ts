import { bfloat16, float16 } from '../../base/halfFloat';
import { StudioError } from '../../base/errors';
import type { AdapterTensor } from '../../model/adapterReport';
import type { AdapterSource } from './source';

/** An element type whose values are read: values a block, bytes a block, and how a block is read. */
interface Decoder {
  readonly block: number;
  readonly bytes: number;
  readonly read: (view: DataView, at: number, into: Float32Array, to: number) => void;
}

const decoders = new Map<string, Decoder>([
  ['F32', { block: 1, bytes: 4, read: (view, at, into, to) => void (into[to] = view.getFloat32(at, true)) }],
  [
    'F16',
    { block: 1, bytes: 2, read: (view, at, into, to) => void (into[to] = float16(view.getUint16(at, true))) },
  ],
  [
    'BF16',
    {
      block: 1,
      bytes: 2,
      read: (view, at, into, to) => void (into[to] = bfloat16(view.getUint16(at, true))),
    },
  ],
  ['Q8_0', { block: 32, bytes: 34, read: readQ80 }],
]);

/** Element types of tensors whose values can be read. */
export const READABLE_TYPES: readonly string[] = [...decoders.keys()];

/** Values decoded at a time by `tensorPieces`. */
const PIECE = 65_536;

/** ggml's Q8_0: a half as scale, then 32 signed bytes. */
function readQ80(view: DataView, at: number, into: Float32Array, to: number): void {
  const scale = float16(view.getUint16(at, true));
  for (let i = 0; i < 32; i += 1) into[to + i] = scale * view.getInt8(at + 2 + i);
}

function decoderOf(tensor: AdapterTensor, file: string | undefined): Decoder {
  const decoder = decoders.get(tensor.dtype);
  if (decoder) return decoder;
  throw new StudioError('unsupported', `Tensor ${tensor.name} has elements of type ${tensor.dtype}.`, {
    place: { file, offset: tensor.offset },
    remedy: `Values of type ${READABLE_TYPES.join(', ')} are read; save the adapter in one of them.`,
  });
}

/** Number of values of a tensor. */
export function valuesOf(tensor: AdapterTensor): number {
  return tensor.shape.reduce((product, length) => product * length, 1);
}

/**
 * `count` values of a little-endian tensor from its value `from` on; both fill whole blocks of its type.
 * @throws StudioError `unsupported` for a type that is not read, `bad-adapter` where the file ends before it should
 */
export function readValues(
  source: AdapterSource,
  tensor: AdapterTensor,
  from: number,
  count: number,
  file?: string,
): Float32Array {
  const { block, bytes, read } = decoderOf(tensor, file);
  const offset = tensor.offset + (from / block) * bytes;
  const length = (count / block) * bytes;
  const raw = source.pread(offset, length);
  if (raw.byteLength < length) {
    throw new StudioError('bad-adapter', `The file ends within tensor ${tensor.name}.`, {
      place: { file, offset: offset + raw.byteLength },
    });
  }
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const values = new Float32Array(count);
  for (let at = 0, to = 0; to < count; at += bytes, to += block) read(view, at, values, to);
  return values;
}

/** All values of a tensor in portions, so that a large one costs little; throws as `readValues`. */
export function* tensorPieces(
  source: AdapterSource,
  tensor: AdapterTensor,
  file?: string,
): Generator<Float32Array> {
  const total = valuesOf(tensor);
  for (let from = 0; from < total; from += PIECE) {
    yield readValues(source, tensor, from, Math.min(PIECE, total - from), file);
  }
}
