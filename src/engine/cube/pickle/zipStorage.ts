import type { ByteReader } from './byteReader';
import type { InspectionContext } from './context';
import { interpret } from './machine';
import { as } from './nodes';
import type { StorageNode } from './nodes';
import { storageHeader } from './storageHeader';
import { listZip, readZipEntry } from './zipArchive';

/**
 * Reads one storage in `torch.save`'s zip format: `NAME/data.pkl` holds the object with persistent ids, and
 * `NAME/data/KEY` the raw elements of the storage KEY.
 * @throws StudioError `bad-pickle` or `forbidden-global`
 */
export function readZipStorage(reader: ByteReader, context: InspectionContext): StorageNode {
  const entries = listZip(reader);
  const main = [...entries.values()].find(({ name }) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  if (main === undefined) throw reader.error('A zip archive that torch did not write.', 0);
  const folder = main.name.slice(0, -'data.pkl'.length);
  const content = (name: string): Uint8Array => {
    const entry = entries.get(folder + name);
    if (entry === undefined) throw reader.error(`The archive has no entry ${JSON.stringify(name)}.`, 0);
    return readZipEntry(reader, entry, context.budget);
  };
  if (entries.has(`${folder}byteorder`) && latin1(content('byteorder')) !== 'little') {
    throw reader.error('A storage of a big-endian machine.', 0);
  }

  const inner = reader.within(content('data.pkl'), main.header);
  const { root } = interpret(inner, context, (id) => {
    const { dtype, itemSize, key, device, count } = storageHeader(id, inner);
    const bytes = content(`data/${key}`);
    if (bytes.byteLength !== count * itemSize) {
      throw inner.error(`A storage of ${bytes.byteLength} bytes where ${count * itemSize} were announced.`);
    }
    return { kind: 'storage', bytes, dtype, itemSize, device };
  });
  const storage = as(root, 'storage');
  if (storage === undefined) throw reader.error('A torch object that is no storage.', 0);
  return storage;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 16));
}
