import { ByteReader } from './byteReader';
import type { CallSite, InspectionContext } from './context';
import { readLegacyStorage } from './legacyStorage';
import type { StorageNode } from './nodes';
import { readZipStorage } from './zipStorage';

/**
 * Makes the reader of the bytes given to `torch.storage._load_from_bytes`: what `torch.save` wrote, either as
 * pickles followed by raw data or, since torch 1.6, as a zip archive. The same bytes are read only once. A
 * storage inside a storage is refused; torch writes none, and depth would have no limit.
 * @returns a function that throws StudioError `bad-pickle` or `forbidden-global`
 */
export function storageLoader(): InspectionContext['loadStorage'] {
  const known = new Map<Uint8Array, StorageNode>();
  const nested = (_: Uint8Array, site: CallSite): StorageNode => {
    throw site.bad('A torch storage inside a torch storage.');
  };
  return (blob, site) => {
    const before = known.get(blob);
    if (before !== undefined) return before;
    const read = blob[0] === 0x50 && blob[1] === 0x4b ? readZipStorage : readLegacyStorage;
    const storage = read(readerOf(blob, site), { ...site.context, loadStorage: nested });
    known.set(blob, storage);
    return storage;
  };
}

/** Offsets inside the blob are told as offsets in the file, when the blob is a part of it. */
function readerOf(blob: Uint8Array, site: CallSite): ByteReader {
  const source = site.context.source;
  if (blob.buffer !== source.buffer) return new ByteReader(blob, site.context.file, null, site.offset);
  return new ByteReader(blob, site.context.file, blob.byteOffset - source.byteOffset);
}
