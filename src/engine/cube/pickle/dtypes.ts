import { bfloat16, float16 } from '../../base/halfFloat';

/** Element types of torch: their size and how one element is read. */
interface Dtype {
  readonly size: number;
  /** Reads the element at a byte offset; absent where a number would not describe it. */
  readonly read?: (view: DataView, at: number) => number;
}

const dtypes = new Map<string, Dtype>([
  ['bfloat16', { size: 2, read: (view, at) => bfloat16(view.getUint16(at, true)) }],
  ['float16', { size: 2, read: (view, at) => float16(view.getUint16(at, true)) }],
  ['float32', { size: 4, read: (view, at) => view.getFloat32(at, true) }],
  ['float64', { size: 8, read: (view, at) => view.getFloat64(at, true) }],
  ['int8', { size: 1, read: (view, at) => view.getInt8(at) }],
  ['uint8', { size: 1, read: (view, at) => view.getUint8(at) }],
  ['int16', { size: 2, read: (view, at) => view.getInt16(at, true) }],
  ['uint16', { size: 2, read: (view, at) => view.getUint16(at, true) }],
  ['int32', { size: 4, read: (view, at) => view.getInt32(at, true) }],
  ['uint32', { size: 4, read: (view, at) => view.getUint32(at, true) }],
  ['int64', { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  ['uint64', { size: 8, read: (view, at) => Number(view.getBigUint64(at, true)) }],
  ['bool', { size: 1, read: (view, at) => view.getUint8(at) }],
  ['float8_e4m3fn', { size: 1 }],
  ['float8_e5m2', { size: 1 }],
  ['float8_e4m3fnuz', { size: 1 }],
  ['float8_e5m2fnuz', { size: 1 }],
  ['complex64', { size: 8 }],
  ['complex128', { size: 16 }],
]);

/** torch's storage classes (`torch.BFloat16Storage` …) and the element type of each. */
const storages = new Map<string, string>([
  ['BFloat16Storage', 'bfloat16'],
  ['HalfStorage', 'float16'],
  ['FloatStorage', 'float32'],
  ['DoubleStorage', 'float64'],
  ['CharStorage', 'int8'],
  ['ByteStorage', 'uint8'],
  ['ShortStorage', 'int16'],
  ['IntStorage', 'int32'],
  ['LongStorage', 'int64'],
  ['BoolStorage', 'bool'],
  ['ComplexFloatStorage', 'complex64'],
  ['ComplexDoubleStorage', 'complex128'],
]);

/** Names of all known element types. */
export const dtypeNames: readonly string[] = [...dtypes.keys()];

/** Names of all known storage classes, as they stand in the module `torch`. */
export const storageClasses: readonly string[] = [...storages.keys()];

/** Bytes per element, or undefined for an unknown type. */
export function itemSize(dtype: string): number | undefined {
  return dtypes.get(dtype)?.size;
}

/** Reader of one element, or undefined where there is none. */
export function elementReader(dtype: string): ((view: DataView, at: number) => number) | undefined {
  return dtypes.get(dtype)?.read;
}

/** Element type of a storage class named `torch.X` or `torch.storage.X`; untyped storages count bytes. */
export function dtypeOfStorage(className: string): string | undefined {
  if (className === 'torch.storage.UntypedStorage' || className === 'torch.UntypedStorage') return 'uint8';
  return className.startsWith('torch.') ? storages.get(className.slice('torch.'.length)) : undefined;
}
