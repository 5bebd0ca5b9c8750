import type { ByteReader } from './byteReader';
import { dtypeOfStorage, itemSize } from './dtypes';
import { as, sequence } from './nodes';
import type { Node } from './nodes';

/** What a persistent id of `torch.save` says about a storage, before its bytes are found. */
export interface StorageHeader {
  readonly dtype: string;
  readonly itemSize: number;
  readonly key: string;
  readonly device: string;
  readonly count: number;
}

/**
 * Reads a persistent id: ("storage", storage class, key, device, element count, view).
 * @throws StudioError `bad-pickle`
 */
export function storageHeader(id: Node, reader: ByteReader): StorageHeader {
  const [tag, type, key, device, count, view] = sequence(id) ?? [];
  const className = as(type, 'global')?.name;
  const dtype = className === undefined ? undefined : dtypeOfStorage(className);
  if (tag !== 'storage' || dtype === undefined)
    throw reader.error('A persistent id that is no torch storage.');
  if (typeof key !== 'string' || typeof device !== 'string') throw reader.error('A storage without a key.');
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    throw reader.error('A storage without a size.');
  }
  if (view !== undefined && view !== null) throw reader.error('A storage that is a view of another one.');
  return { dtype, itemSize: itemSize(dtype) ?? 1, key, device, count };
}
