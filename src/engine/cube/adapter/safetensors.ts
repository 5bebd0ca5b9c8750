/**
 * The header of a safetensors file: 8 bytes with the length of a JSON object, the object, then tensor data. The
 * object maps tensor names to {dtype, shape, data_offsets: [begin, end]}, offsets counted from the end of the
 * header; `__metadata__` maps strings to strings. Like the reference reader, this one demands that the tensors
 * fill the data without gaps or overlaps. Source: huggingface/safetensors, README "Format".
 */
import type { HeaderReader } from './headerReader';
import type { AdapterTensor, SafetensorsFacts } from '../../model/adapterReport';

const largest = 16 * 2 ** 20;

/** Bits an element, by the format's names. */
const bits = new Map<string, number>([
  ['BOOL', 8],
  ['U8', 8],
  ['I8', 8],
  ['F8_E4M3', 8],
  ['F8_E5M2', 8],
  ['F8_E8M0', 8],
  ['F4', 4],
  ['F6_E2M3', 6],
  ['F6_E3M2', 6],
  ['U16', 16],
  ['I16', 16],
  ['F16', 16],
  ['BF16', 16],
  ['U32', 32],
  ['I32', 32],
  ['F32', 32],
  ['U64', 64],
  ['I64', 64],
  ['F64', 64],
  ['C64', 64],
]);

/**
 * Reads a safetensors header; the reader stands at the file's start.
 * @throws StudioError `bad-adapter` with the offset of what does not fit the file
 */
export function readSafetensors(reader: HeaderReader): {
  facts: SafetensorsFacts;
  tensors: readonly AdapterTensor[];
} {
  const length = reader.count('bytes of header', 1);
  if (length > largest) throw reader.error(`A header of ${length} bytes; 16 MiB are accepted.`, 0);
  const raw = reader.take(length);
  const header = parseHeader(raw, reader);
  const dataOffset = 8 + length;
  const at = (name: string): number => offsetOfKey(raw, name);
  let metadata: SafetensorsFacts['metadata'] = {};
  const tensors: AdapterTensor[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__')
      metadata = strings(value, () => reader.error('Metadata that is not text.', at(name)));
    else tensors.push(tensorOf(name, value, dataOffset, (message) => reader.error(message, at(name))));
  }
  tensors.sort((a, b) => a.offset - b.offset || (a.bytes ?? 0) - (b.bytes ?? 0));
  let end = dataOffset;
  for (const tensor of tensors) {
    if (tensor.offset !== end) {
      throw reader.error(
        `Tensor ${tensor.name} starts at byte ${tensor.offset} instead of ${end}.`,
        at(tensor.name),
      );
    }
    end += tensor.bytes ?? 0;
    if (end > reader.size) {
      throw reader.error(
        `Tensor ${tensor.name} ends at byte ${end}, the file at ${reader.size}.`,
        at(tensor.name),
      );
    }
  }
  if (end !== reader.size) throw reader.error(`${reader.size - end} bytes belong to no tensor.`, end);
  return { facts: { headerBytes: length, metadata }, tensors };
}

function parseHeader(raw: Uint8Array, reader: HeaderReader): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (cause) {
    throw reader.error(`The header is no JSON: ${cause instanceof Error ? cause.message : ''}`, 8);
  }
  if (!isObject(parsed)) throw reader.error('The header is no JSON object.', 8);
  return parsed;
}

/** `JSON.parse` makes `__proto__` an own key like any other, and only own keys are looked at. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function strings(value: unknown, fail: () => Error): { readonly [key: string]: string } {
  if (!isObject(value)) throw fail();
  const entries = Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw fail();
    return [key, text];
  });
  return Object.fromEntries(entries);
}

function tensorOf(
  name: string,
  value: unknown,
  dataOffset: number,
  fail: (message: string) => Error,
): AdapterTensor {
  if (!isObject(value)) throw fail(`Tensor ${name} is not described by an object.`);
  const dtype = own(value, 'dtype');
  const width = typeof dtype === 'string' ? bits.get(dtype) : undefined;
  if (typeof dtype !== 'string' || width === undefined) throw fail(`Tensor ${name} has no known type.`);
  const shape = naturals(own(value, 'shape'));
  const [begin, end, more] = naturals(own(value, 'data_offsets')) ?? [];
  if (shape === undefined || begin === undefined || end === undefined || more !== undefined) {
    throw fail(`Tensor ${name} has no usable shape or place.`);
  }
  const size = shape.reduce((product, length) => product * length, 1) * width;
  if (!Number.isSafeInteger(size) || size % 8 !== 0) throw fail(`Tensor ${name} has an impossible shape.`);
  if (end - begin !== size / 8) {
    throw fail(`Tensor ${name} takes ${end - begin} bytes, but its shape and type need ${size / 8}.`);
  }
  return { name, dtype, shape, offset: dataOffset + begin, bytes: size / 8 };
}

function naturals(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  return items.every(
    (item): item is number => typeof item === 'number' && Number.isSafeInteger(item) && item >= 0,
  )
    ? items
    : undefined;
}

/** Where a key stands in the file; the header's start when it is written with other escapes. */
function offsetOfKey(raw: Uint8Array, name: string): number {
  const at = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf(JSON.stringify(name));
  return 8 + Math.max(0, at);
}
