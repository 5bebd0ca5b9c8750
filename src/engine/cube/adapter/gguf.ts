/**
 * The header of a GGUF file, versions 2 and 3: magic, version, number of tensors, number of metadata entries,
 * the entries, the tensor descriptions, then padding and tensor data. Source: ggml's `docs/gguf.md`.
 *
 * Why not `@huggingface/gguf`: it opens URLs and paths by itself and cannot be given a reader, its limits are
 * constants (a million array items, ten million tensors) instead of the size of the file at hand, it does not
 * hold a tensor's offset against the length of a local file, and its errors carry no offset.
 */
import { ggmlType } from './ggufTypes';
import { readGgufValue } from './ggufValues';
import type { HeaderReader } from './headerReader';
import type {
  AdapterProblem,
  AdapterTensor,
  GgufEntry,
  GgufFacts,
  GgufValue,
} from '../../model/adapterReport';

const most = 100_000;

/** A tensor description before the start of the data is known. */
interface Described {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** From the start of the data. */
  readonly offset: number;
  readonly bytes: number | null;
  /** Where the description stands in the file. */
  readonly at: number;
}

/**
 * Reads a GGUF header; the reader stands at the file's start.
 * @throws StudioError `bad-adapter` with the offset of what does not fit the file
 */
export function readGguf(
  reader: HeaderReader,
  problems: AdapterProblem[],
): { facts: GgufFacts; tensors: readonly AdapterTensor[] } {
  reader.skip(4);
  const version = readVersion(reader);
  const tensorCount = reader.count('tensors', 24);
  const entryCount = reader.count('metadata entries', 13);
  if (tensorCount > most || entryCount > most) {
    throw reader.error(`More than ${most} tensors or metadata entries.`, 8);
  }
  const metadata = new Map<string, GgufEntry>();
  for (let i = 0; i < entryCount; i += 1) {
    const at = reader.position;
    const key = reader.text(1024);
    if (metadata.has(key))
      problems.push({ code: 'twice', message: `The key ${key} occurs twice.`, offset: at });
    metadata.set(key, { key, ...readGgufValue(reader) });
  }
  const described: Described[] = [];
  for (let i = 0; i < tensorCount; i += 1) described.push(readTensor(reader));

  const alignment = alignmentOf(metadata.get('general.alignment')?.value, reader);
  const dataOffset = Math.ceil(reader.position / alignment) * alignment;
  const tensors = described.map((each) => placed(each, { dataOffset, alignment, reader, problems }));
  const text = (key: string): string | null => {
    const value = metadata.get(key)?.value;
    return typeof value === 'string' ? value : null;
  };
  const facts = {
    version,
    littleEndian: reader.littleEndian,
    type: text('general.type'),
    architecture: text('general.architecture'),
    name: text('general.name'),
    alignment,
    dataOffset,
    metadata: [...metadata.values()],
  };
  return { facts, tensors };
}

/** A big-endian file shows by its version, whose low half would be zero. */
function readVersion(reader: HeaderReader): number {
  const at = reader.position;
  let version = reader.u32();
  if ((version & 0xffff) === 0) {
    reader.littleEndian = false;
    reader.position = at;
    version = reader.u32();
  }
  if (version === 2 || version === 3) return version;
  throw reader.error(`GGUF version ${version} is not known; 2 and 3 are.`, at);
}

function readTensor(reader: HeaderReader): Described {
  const at = reader.position;
  const name = reader.text(1024);
  const rank = reader.u32();
  if (rank > 4)
    throw reader.error(`A tensor of ${rank} dimensions; ggml has at most 4.`, reader.position - 4);
  const shape: number[] = [];
  for (let i = 0; i < rank; i += 1) shape.push(safe(reader.u64(), reader));
  const code = reader.u32();
  const type = ggmlType(code);
  const offset = safe(reader.u64(), reader);
  const elements = shape.reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(elements * 16)) throw reader.error(`Tensor ${name} has an impossible shape.`, at);
  if (type === undefined) return { name, dtype: `type ${code}`, shape, offset, bytes: null, at };
  if ((shape[0] ?? 1) % type.block !== 0) {
    throw reader.error(`Rows of tensor ${name} do not fill blocks of ${type.block}.`, at);
  }
  return { name, dtype: type.name, shape, offset, bytes: (elements / type.block) * type.bytes, at };
}

function safe(value: bigint, reader: HeaderReader): number {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw reader.error(`Impossible size ${value}.`, reader.position - 8);
}

function alignmentOf(value: GgufValue | undefined, reader: HeaderReader): number {
  if (value === undefined) return 32;
  if (typeof value === 'number' && Number.isInteger(Math.log2(value)) && value >= 1 && value <= 2 ** 20) {
    return value;
  }
  throw reader.error('general.alignment is no power of two.');
}

function placed(
  tensor: Described,
  at: { dataOffset: number; alignment: number; reader: HeaderReader; problems: AdapterProblem[] },
): AdapterTensor {
  const { name, dtype, shape, bytes } = tensor;
  const offset = at.dataOffset + tensor.offset;
  if (offset + (bytes ?? 0) > at.reader.size) {
    const message = `Tensor ${name} ends at byte ${offset + (bytes ?? 0)}, the file at ${at.reader.size}.`;
    throw at.reader.error(message, tensor.at);
  }
  if (tensor.offset % at.alignment !== 0) {
    at.problems.push({ code: 'unaligned', message: `Tensor ${name} is not aligned.`, offset: tensor.at });
  }
  return { name, dtype, shape, offset, bytes };
}
