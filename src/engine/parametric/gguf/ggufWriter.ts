/**
 * Writes GGUF files, version 3, little-endian: magic, version, counts, metadata, tensor descriptions, then tensor
 * data, each tensor at a multiple of 32 bytes. Source: ggml's `docs/gguf.md`.
 */
import { float16Bits } from '../../base/halfFloat';

/** A metadata value with its type; llama.cpp is strict about types. */
export type GgufField =
  | { readonly key: string; readonly type: 'string'; readonly value: string }
  | { readonly key: string; readonly type: 'uint32'; readonly value: number }
  | { readonly key: string; readonly type: 'float32'; readonly value: number };

/** A tensor to be written. */
export interface GgufTensor {
  /** At most 63 bytes of UTF-8, as ggml has it. */
  readonly name: string;
  readonly type: 'F32' | 'F16';
  /** Fastest dimension first. */
  readonly shape: readonly number[];
  /** Its values in that order, in pieces; asked for once, when its turn comes. */
  readonly values: () => Iterable<Float32Array>;
}

const ALIGNMENT = 32;
const TYPE_CODES = { string: 8, uint32: 4, float32: 6 } as const;
const TENSOR_TYPES = { F32: { code: 0, bytes: 4 }, F16: { code: 1, bytes: 2 } } as const;

/** The pieces of a GGUF file in order; no more than one piece of one tensor is held at a time. */
export function* ggufPieces(
  fields: readonly GgufField[],
  tensors: readonly GgufTensor[],
): Generator<Uint8Array> {
  const header: Uint8Array[] = [
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(fields.length),
    ...fields.flatMap((field) => [text(field.key), u32(TYPE_CODES[field.type]), valueOf(field)]),
  ];
  let offset = 0;
  for (const { name, type, shape } of tensors) {
    const { code } = TENSOR_TYPES[type];
    header.push(text(name), u32(shape.length), ...shape.map(u64), u32(code), u64(offset));
    offset += padded(bytesOf(type, shape));
  }
  const start = Buffer.concat(header);
  yield start;
  yield new Uint8Array(padded(start.length) - start.length);
  for (const { type, shape, values } of tensors) {
    for (const piece of values()) yield encoded(piece, type);
    const bytes = bytesOf(type, shape);
    yield new Uint8Array(padded(bytes) - bytes);
  }
}

function bytesOf(type: GgufTensor['type'], shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, TENSOR_TYPES[type].bytes);
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function encoded(values: Float32Array, type: GgufTensor['type']): Uint8Array {
  const { bytes } = TENSOR_TYPES[type];
  const out = new DataView(new ArrayBuffer(values.length * bytes));
  for (let i = 0; i < values.length; i += 1) {
    if (type === 'F32') out.setFloat32(i * bytes, values[i]!, true);
    else out.setUint16(i * bytes, float16Bits(values[i]!), true);
  }
  return new Uint8Array(out.buffer);
}

function valueOf(field: GgufField): Uint8Array {
  if (field.type === 'string') return text(field.value);
  if (field.type === 'uint32') return u32(field.value);
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(field.value);
  return bytes;
}

/** A text as GGUF has it: its length in bytes, 64 bits, then UTF-8. */
function text(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
