import { StudioError } from '../../base/errors';
import type { AdapterTensor } from '../../model/adapterReport';
import { decoderOf, READABLE_TYPES } from './ggmlValues';
import { ggmlTypeNamed } from './ggufTypes';
import type { AdapterSource } from './source';

/** Values decoded at a time by `tensorPieces`. */
const PIECE = 65_536;

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
  const [type, decode] = [ggmlTypeNamed(tensor.dtype), decoderOf(tensor.dtype)];
  if (!type || !decode) {
    throw new StudioError('unsupported', `Tensor ${tensor.name} has elements of type ${tensor.dtype}.`, {
      place: { file, offset: tensor.offset },
      remedy: `Values of type ${READABLE_TYPES.join(', ')} are read; save the adapter in one of them.`,
    });
  }
  const { block, bytes } = type;
  const offset = tensor.offset + (from / block) * bytes;
  const length = (count / block) * bytes;
  const raw = source.pread(offset, length);
  if (raw.byteLength < length) {
    throw new StudioError('bad-adapter', `The file ends within tensor ${tensor.name}.`, {
      place: { file, offset: offset + raw.byteLength },
    });
  }
  const values = new Float32Array(count);
  decode(new DataView(raw.buffer, raw.byteOffset, raw.byteLength), values, count);
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
