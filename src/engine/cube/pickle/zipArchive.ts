/**
 * The part of the zip format that `torch.save` uses: entries stored or deflated, found through the central
 * directory at the end (PKWARE APPNOTE 4.3). Zip64, encryption and split archives are refused.
 */
import { inflateRawSync } from 'node:zlib';
import type { Budget } from './budget';
import type { ByteReader } from './byteReader';

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/** One file of an archive, not yet unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Position of the local header. */
  readonly header: number;
}

/**
 * Lists an archive's entries by name.
 * @throws StudioError `bad-pickle` when the directory does not fit the archive
 */
export function listZip(reader: ByteReader): Map<string, ZipEntry> {
  reader.position = findEnd(reader) + 8;
  const onDisk = reader.u16();
  const count = reader.u16();
  const size = reader.u32();
  const start = reader.u32();
  const total = reader.bytes.byteLength;
  if (onDisk !== count || start + size > total || count * 46 > size) {
    throw reader.error('A zip directory that does not fit its archive.');
  }
  const entries = new Map<string, ZipEntry>();
  reader.position = start;
  for (let i = 0; i < count; i += 1) {
    const entry = readEntry(reader);
    entries.set(entry.name, entry);
  }
  return entries;
}

/**
 * The content of an entry: a view when it is stored, unpacked under the budget when it is deflated.
 * @throws StudioError `bad-pickle` when sizes lie, data is damaged, or too much would be unpacked
 */
export function readZipEntry(reader: ByteReader, entry: ZipEntry, budget: Budget): Uint8Array {
  reader.position = entry.header;
  if (reader.u32() !== localSignature) throw reader.error('A zip entry without its header.', entry.header);
  reader.take(22);
  reader.take(reader.u16() + reader.u16());
  const data = reader.take(entry.packed);
  if (entry.method === 0) {
    if (entry.packed !== entry.size) throw reader.error('A stored zip entry with two sizes.', entry.header);
    return data;
  }
  if (entry.method !== 8) throw reader.error(`Zip method ${entry.method} is not known.`, entry.header);
  // Deflate packs at most 1 : 1032, so a larger claim is a lie that need not be tried.
  if (entry.size > entry.packed * 1032 + 64 || !budget.mayInflate(entry.size)) {
    throw reader.error('A zip entry that would unpack to far more than the file.', entry.header);
  }
  return inflate(data, entry, reader);
}

function inflate(data: Uint8Array, entry: ZipEntry, reader: ByteReader): Uint8Array {
  let unpacked: Uint8Array;
  try {
    unpacked = inflateRawSync(data, { maxOutputLength: Math.max(entry.size, 1) });
  } catch {
    throw reader.error('A damaged zip entry.', entry.header);
  }
  if (unpacked.byteLength !== entry.size) throw reader.error('A zip entry of another size.', entry.header);
  return unpacked;
}

function findEnd(reader: ByteReader): number {
  const { bytes } = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.byteLength - 22 - 65_535);
  for (let at = bytes.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw reader.error('A zip archive without its directory.', 0);
}

function readEntry(reader: ByteReader): ZipEntry {
  const at = reader.position;
  if (reader.u32() !== centralSignature) throw reader.error('A damaged zip directory.', at);
  reader.take(4);
  const flags = reader.u16();
  const method = reader.u16();
  reader.take(8);
  const packed = reader.u32();
  const size = reader.u32();
  const nameLength = reader.u16();
  const rest = reader.u16() + reader.u16();
  reader.take(8);
  const header = reader.u32();
  const nameAt = reader.position;
  const name = reader.text(reader.take(nameLength), nameAt);
  reader.take(rest);
  if ((flags & 1) !== 0) throw reader.error('An encrypted zip entry.', at);
  if (packed === 0xffff_ffff || size === 0xffff_ffff || header === 0xffff_ffff) {
    throw reader.error('A zip64 archive inside an activation memory.', at);
  }
  if (header >= reader.bytes.byteLength) throw reader.error('A zip entry outside its archive.', at);
  return { name, method, packed, size, header };
}
