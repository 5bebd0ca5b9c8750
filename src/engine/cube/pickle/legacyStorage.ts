/**
 * `torch.save`'s first format: five pickles in a row (magic number, protocol 1001, facts about the machine, the
 * object with persistent ids for its storages, the list of storage keys), then for each key the element count
 * in 8 bytes and the raw elements. Source: `torch/serialization.py`, `_legacy_save`.
 */
import type { ByteReader } from './byteReader';
import type { InspectionContext } from './context';
import { interpret } from './machine';
import { as, sequence } from './nodes';
import type { Node, StorageNode } from './nodes';
import { storageHeader } from './storageHeader';
import type { StorageHeader } from './storageHeader';

const magic = 119547037146038801333356n;

/** A storage whose bytes follow later in the file. */
type Pending = { -readonly [K in keyof StorageNode]: StorageNode[K] };

/**
 * Reads one storage in the old format.
 * @throws StudioError `bad-pickle` or `forbidden-global`
 */
export function readLegacyStorage(reader: ByteReader, context: InspectionContext): StorageNode {
  if (interpret(reader, context).root !== magic) throw reader.error('Not a torch storage.', 0);
  const version = interpret(reader, context).root;
  if (version !== 1001) throw reader.error('An unknown version of torch.save.');
  const machine = as(interpret(reader, context).root, 'dict');
  if (machine?.named.get('little_endian') !== true) throw reader.error('A storage of a big-endian machine.');

  const pending = new Map<string, { header: StorageHeader; node: Pending }>();
  const { root } = interpret(reader, context, (id) => {
    const header = storageHeader(id, reader);
    const known = pending.get(header.key);
    if (known !== undefined) return known.node;
    const { dtype, itemSize, device } = header;
    const node: Pending = { kind: 'storage', bytes: new Uint8Array(0), dtype, itemSize, device };
    pending.set(header.key, { header, node });
    return node;
  });

  for (const key of keysOf(interpret(reader, context).root, reader)) {
    const found = pending.get(key);
    if (found === undefined) throw reader.error('A storage that nothing names.');
    const at = reader.position;
    const count = reader.u64();
    if (count !== found.header.count) {
      throw reader.error(`A storage of ${count} elements where ${found.header.count} were announced.`, at);
    }
    found.node.bytes = reader.take(count * found.header.itemSize);
    pending.delete(key);
  }
  if (pending.size > 0) throw reader.error('A storage without its data.');
  const storage = as(root, 'storage');
  if (storage === undefined) throw reader.error('A torch object that is no storage.', 0);
  return storage;
}

function keysOf(node: Node, reader: ByteReader): readonly string[] {
  const keys = sequence(node);
  if (keys === undefined) throw reader.error('The list of storage keys is missing.');
  return keys.map((key) => {
    if (typeof key !== 'string') throw reader.error('A storage key that is no text.');
    return key;
  });
}
