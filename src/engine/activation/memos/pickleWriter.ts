/**
 * Writes pickles of protocol 4 (PEP 3154): plain values, and instances of pydantic's models by name. Nothing is
 * shared, so no memo is needed: what occurs twice is written twice.
 */

/** A value that Python reads back. Objects become dicts with text keys. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | PickledModel
  | PickledTime
  | { readonly [key: string]: Pickled };

/** An instance of a pydantic model, with its fields. */
export class PickledModel {
  constructor(
    readonly module: string,
    readonly name: string,
    readonly fields: { readonly [key: string]: Pickled },
  ) {}
}

/** A `datetime` in UTC. */
export class PickledTime {
  constructor(readonly time: Date) {}
}

const OP = {
  proto: 0x80,
  stop: 0x2e,
  none: 0x4e,
  true: 0x88,
  false: 0x89,
  int: 0x4a,
  float: 0x47,
  text: 0x58,
  shortText: 0x8c,
  emptyList: 0x5d,
  emptyDict: 0x7d,
  emptySet: 0x8f,
  mark: 0x28,
  appends: 0x65,
  setItems: 0x75,
  addItems: 0x90,
  stackGlobal: 0x93,
  emptyTuple: 0x29,
  shortBytes: 0x43,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  newObject: 0x81,
  build: 0x62,
  reduce: 0x52,
} as const;

const UTF8 = new TextEncoder();

/** The bytes of a pickle. Throws RangeError for numbers that are none. */
export function writePickle(value: Pickled): Uint8Array {
  const pieces: Uint8Array[] = [Uint8Array.of(OP.proto, 4)];
  write(value, pieces);
  pieces.push(Uint8Array.of(OP.stop));
  return new Uint8Array(Buffer.concat(pieces));
}

function write(value: Pickled, to: Uint8Array[]): void {
  if (value === null) return op(to, OP.none);
  if (typeof value === 'boolean') return op(to, value ? OP.true : OP.false);
  if (typeof value === 'number') return writeNumber(value, to);
  if (typeof value === 'string') return writeText(value, to);
  if (value instanceof PickledModel) return writeModel(value, to);
  if (value instanceof PickledTime) return writeTime(value.time, to);
  if (isList(value)) return writeMany(OP.emptyList, OP.appends, value, to);
  return writeMany(OP.emptyDict, OP.setItems, Object.entries(value).flat(), to);
}

function isList(value: Pickled): value is readonly Pickled[] {
  return Array.isArray(value);
}

function op(to: Uint8Array[], ...codes: number[]): void {
  to.push(Uint8Array.from(codes));
}

function writeNumber(value: number, to: Uint8Array[]): void {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written.`);
  const small = Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
  const bytes = new DataView(new ArrayBuffer(small ? 5 : 9));
  bytes.setUint8(0, small ? OP.int : OP.float);
  // Integers are little-endian, floating-point numbers big-endian.
  if (small) bytes.setInt32(1, value, true);
  else bytes.setFloat64(1, value, false);
  to.push(new Uint8Array(bytes.buffer));
}

function writeText(text: string, to: Uint8Array[]): void {
  const bytes = UTF8.encode(text);
  if (bytes.length < 256) op(to, OP.shortText, bytes.length);
  else {
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, OP.text);
    head.setUint32(1, bytes.length, true);
    to.push(new Uint8Array(head.buffer));
  }
  to.push(bytes);
}

function writeMany(empty: number, end: number, values: readonly Pickled[], to: Uint8Array[]): void {
  op(to, empty);
  if (values.length === 0) return;
  op(to, OP.mark);
  for (const value of values) write(value, to);
  op(to, end);
}

function writeGlobal(module: string, name: string, to: Uint8Array[]): void {
  writeText(module, to);
  writeText(name, to);
  op(to, OP.stackGlobal);
}

/** As pydantic 2 takes its own instances apart: an empty one, then the four parts of its state. */
function writeModel({ module, name, fields }: PickledModel, to: Uint8Array[]): void {
  writeGlobal(module, name, to);
  op(to, OP.emptyTuple, OP.newObject, OP.emptyDict, OP.mark);
  writeText('__dict__', to);
  write(fields, to);
  writeText('__pydantic_extra__', to);
  op(to, OP.none);
  writeText('__pydantic_fields_set__', to);
  writeMany(OP.emptySet, OP.addItems, Object.keys(fields), to);
  writeText('__pydantic_private__', to);
  op(to, OP.none, OP.setItems, OP.build);
}

/** As Python takes a time apart: ten packed bytes and a time zone. */
function writeTime(time: Date, to: Uint8Array[]): void {
  const micros = time.getUTCMilliseconds() * 1000;
  const year = time.getUTCFullYear();
  writeGlobal('datetime', 'datetime', to);
  op(to, OP.shortBytes, 10, year >> 8, year & 0xff, time.getUTCMonth() + 1, time.getUTCDate());
  op(to, time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds());
  op(to, micros >> 16, (micros >> 8) & 0xff, micros & 0xff);
  writeGlobal('datetime', 'timezone', to);
  writeGlobal('datetime', 'timedelta', to);
  for (const part of [0, 0, 0]) writeNumber(part, to);
  op(to, OP.tuple3, OP.reduce, OP.tuple1, OP.reduce, OP.tuple2, OP.reduce);
}
