/**
 * Numbers of the element types that llama.cpp keeps keys, values and adapters in (`ggml-common.h`, `ggml-quants.c`).
 */
import { float16 } from '../../base/halfFloat';

/** Writes the numbers that these bytes hold into `out`, from its beginning on. */
export type Decode = (bytes: DataView, out: Float32Array, count: number) => void;

/** Numbers a block, for the two types of blocks. */
const BLOCK = 32;

/** The values of all 65,536 half-precision numbers: a look-up is several times quicker than the arithmetic. */
let halves: Float32Array | undefined;

const decoders = new Map<string, Decode>([
  ['F32', each(4, (bytes, at) => bytes.getFloat32(at, true))],
  ['F16', f16],
  ['BF16', bf16],
  ['Q8_0', q8],
  ['Q4_0', q4],
]);

/** Element types whose numbers are read. */
export const READABLE_TYPES: readonly string[] = [...decoders.keys()];

/** How numbers of a type are read, or undefined for a type that is not decoded here. */
export function decoderOf(type: string): Decode | undefined {
  return decoders.get(type);
}

function each(size: number, read: (bytes: DataView, at: number) => number): Decode {
  return (bytes, out, count) => {
    for (let i = 0; i < count; i += 1) out[i] = read(bytes, i * size);
  };
}

function f16(bytes: DataView, out: Float32Array, count: number): void {
  const table = halfTable();
  for (let i = 0; i < count; i += 1) out[i] = table[bytes.getUint16(i * 2, true)] ?? 0;
}

/** The upper half of a single-precision number. */
function bf16(bytes: DataView, out: Float32Array, count: number): void {
  const bits = new Uint32Array(out.buffer, out.byteOffset, count);
  for (let i = 0; i < count; i += 1) bits[i] = bytes.getUint16(i * 2, true) * 65_536;
}

/** A block: half-precision scale, 32 signed bytes. */
function q8(bytes: DataView, out: Float32Array, count: number): void {
  const table = halfTable();
  for (let block = 0; block * BLOCK < count; block += 1) {
    const at = block * 34;
    const scale = table[bytes.getUint16(at, true)] ?? 0;
    for (let i = 0; i < BLOCK; i += 1) out[block * BLOCK + i] = scale * bytes.getInt8(at + 2 + i);
  }
}

/** A block: half-precision scale, 16 bytes; the low halves are numbers 0 to 15, the high halves 16 to 31. */
function q4(bytes: DataView, out: Float32Array, count: number): void {
  const table = halfTable();
  for (let block = 0; block * BLOCK < count; block += 1) {
    const at = block * 18;
    const scale = table[bytes.getUint16(at, true)] ?? 0;
    for (let i = 0; i < BLOCK / 2; i += 1) {
      const pair = bytes.getUint8(at + 2 + i);
      out[block * BLOCK + i] = scale * ((pair & 0x0f) - 8);
      out[block * BLOCK + i + BLOCK / 2] = scale * ((pair >> 4) - 8);
    }
  }
}

function halfTable(): Float32Array {
  return (halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => float16(bits)));
}
