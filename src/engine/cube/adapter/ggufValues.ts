import type { HeaderReader } from './headerReader';
import type { GgufEntry, GgufValue } from '../../model/adapterReport';

const keptItems = 16;
const keptText = 4096;
const deepest = 4;

/** A scalar type of GGUF metadata: its name, its bytes in the file (at least), and how it is read. */
interface ScalarType {
  readonly name: string;
  readonly size: number;
  /** Whether every value has exactly `size` bytes, so that many can be skipped at once. */
  readonly fixed: boolean;
  readonly read: (reader: HeaderReader) => GgufValue;
}

const fixed = (name: string, size: number, read: ScalarType['read']): ScalarType => ({
  name,
  size,
  fixed: true,
  read,
});

const arrayCode = 9;

/** By their number in the file (GGUF specification, `gguf_metadata_value_type`). */
const scalars = new Map<number, ScalarType>([
  [0, fixed('uint8', 1, (reader) => reader.u8())],
  [1, fixed('int8', 1, (reader) => reader.i8())],
  [2, fixed('uint16', 2, (reader) => reader.u16())],
  [3, fixed('int16', 2, (reader) => reader.i16())],
  [4, fixed('uint32', 4, (reader) => reader.u32())],
  [5, fixed('int32', 4, (reader) => reader.i32())],
  [6, fixed('float32', 4, (reader) => jsonNumber(reader.f32()))],
  [7, fixed('bool', 1, readBool)],
  [8, { name: 'string', size: 8, fixed: false, read: (reader) => reader.text(keptText) }],
  [10, fixed('uint64', 8, (reader) => jsonInteger(reader.u64()))],
  [11, fixed('int64', 8, (reader) => jsonInteger(reader.i64()))],
  [12, fixed('float64', 8, (reader) => jsonNumber(reader.f64()))],
]);

/**
 * Reads one metadata value, its type number first. Arrays are walked, not kept.
 * @throws StudioError `bad-adapter` for an unknown type or a length that the file cannot hold
 */
export function readGgufValue(reader: HeaderReader): Omit<GgufEntry, 'key'> {
  const code = reader.u32();
  if (code === arrayCode) return readArray(reader, 1);
  const type = scalarType(code, reader);
  return { type: type.name, value: type.read(reader) };
}

function scalarType(code: number, reader: HeaderReader): ScalarType {
  const type = scalars.get(code);
  if (type === undefined) throw reader.error(`Unknown metadata type ${code}.`, reader.position - 4);
  return type;
}

function readArray(
  reader: HeaderReader,
  depth: number,
): { type: string; value: GgufValue[]; length: number } {
  const code = reader.u32();
  if (code !== arrayCode) return readItems(reader, scalarType(code, reader));
  if (depth >= deepest) throw reader.error(`Arrays nested more than ${deepest} deep.`, reader.position - 4);
  // An inner array takes at least its type and its length.
  const length = reader.count('arrays', 12);
  const value: GgufValue[] = [];
  for (let i = 0; i < length; i += 1) {
    const inner = readArray(reader, depth + 1);
    if (i < keptItems) value.push(inner.value);
  }
  return { type: 'array of array', value, length };
}

function readItems(
  reader: HeaderReader,
  type: ScalarType,
): { type: string; value: GgufValue[]; length: number } {
  const length = reader.count(`items of type ${type.name}`, type.size);
  const kept = Math.min(length, keptItems);
  const value: GgufValue[] = [];
  for (let i = 0; i < kept; i += 1) value.push(type.read(reader));
  if (type.fixed) reader.skip((length - kept) * type.size);
  else for (let i = kept; i < length; i += 1) reader.skip(reader.count('bytes of text', 1));
  return { type: `array of ${type.name}`, value, length };
}

function readBool(reader: HeaderReader): boolean {
  const byte = reader.u8();
  if (byte > 1) throw reader.error(`A truth value of ${byte}.`, reader.position - 1);
  return byte === 1;
}

function jsonNumber(value: number): GgufValue {
  return Number.isFinite(value) ? value : String(value);
}

function jsonInteger(value: bigint): GgufValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}
