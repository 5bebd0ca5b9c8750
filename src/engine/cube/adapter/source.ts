import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StudioError } from '../../base/errors';

/** Random access to a file, so that an adapter of gigabytes costs no more than its header. */
export interface AdapterSource {
  /** Bytes in the file. */
  readonly size: number;
  /** The bytes from `offset` on: `length` of them, or fewer where the file ends. */
  pread(offset: number, length: number): Uint8Array;
}

/** Bytes in memory as a source. */
export function sourceOfBytes(bytes: Uint8Array): AdapterSource {
  return {
    size: bytes.byteLength,
    pread: (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** A file that stays open until `close`. */
export interface OpenAdapterFile extends AdapterSource {
  close(): void;
}

/**
 * Opens a file for reading at any place; close it.
 * @throws StudioError `io` when it cannot be opened, later when it cannot be read
 */
export function openAdapterFile(path: string): OpenAdapterFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw new StudioError('io', 'The file cannot be opened.', { place: { file: path }, cause });
  }
  return {
    size: fstatSync(descriptor).size,
    pread(offset, length) {
      const buffer = new Uint8Array(length);
      try {
        return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
      } catch (cause) {
        throw new StudioError('io', 'The file cannot be read.', { place: { file: path, offset }, cause });
      }
    },
    close: () => closeSync(descriptor),
  };
}

/**
 * Opens a file for inspection, hands it to `use` and closes it.
 * @throws StudioError `io` when it cannot be opened or read, or what `use` throws
 */
export function withAdapterFile<T>(path: string, use: (source: AdapterSource) => T): T {
  const file = openAdapterFile(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
}
