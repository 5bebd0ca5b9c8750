/**
 * Replacing a file so that at every moment the old or the new one is whole: a temporary file in the same
 * folder, written in batches, flushed, then renamed over the old one, and the folder flushed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errnoOf, onFile } from './fileError';
import { stampOf, type FileStamp } from './fileStamp';

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes written so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  /** Name of the finished temporary file by its content; without it a random name serves throughout. */
  readonly readyName?: ((sha256: string) => string) | undefined;
  /**
   * Called when the new content is safe on the disk and before it takes the place of the old one. When
   * it throws, the old file stays.
   */
  readonly beforeRename?: ((sha256: string) => Promise<void>) | undefined;
}

export interface Written {
  readonly sha256: string;
  readonly size: number;
  readonly stamp: FileStamp | undefined;
}

/** Ending of temporary files; what carries it and belongs to no running save may be deleted. */
export const TEMP_SUFFIX = '.memcube-tmp';

const BATCH = 1 << 20;
const LARGEST_WRITE = 8 << 20;

/**
 * Writes pieces to `path`, keeping mode and owner of an existing file and following a link to it. Throws
 * StudioError `no-space`, `read-only`, `not-found` or `io`; the old file is whole then and the temporary
 * one gone.
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<Uint8Array | string>,
  options: WriteOptions = {},
): Promise<Written> {
  return onFile(path, async () => {
    const target = await realpath(path).catch(() => path);
    const folder = dirname(target);
    let temp = join(folder, `.${basename(target)}.${randomBytes(6).toString('hex')}${TEMP_SUFFIX}`);
    try {
      const { sha256, size } = await writeTemp(temp, target, pieces, options);
      if (options.readyName) {
        const ready = join(folder, options.readyName(sha256));
        await rename(temp, ready);
        temp = ready;
      }
      await options.beforeRename?.(sha256);
      await rename(temp, target);
      await flushFolder(folder);
      return { sha256, size, stamp: await stampOf(target) };
    } catch (error) {
      await rm(temp, { force: true }).catch(() => {});
      throw error;
    }
  });
}

async function writeTemp(
  temp: string,
  target: string,
  pieces: Iterable<Uint8Array | string>,
  options: WriteOptions,
): Promise<{ sha256: string; size: number }> {
  const old = await stat(target).catch(() => undefined);
  const handle = await open(temp, 'wx', old ? old.mode & 0o777 : 0o666);
  try {
    if (old) {
      await handle.chmod(old.mode & 0o7777);
      await handle.chown(old.uid, old.gid).catch(() => {});
    }
    const hash = createHash('sha256');
    let size = 0;
    for (const batch of batches(pieces)) {
      options.signal?.throwIfAborted();
      hash.update(batch);
      await writeAll(handle, batch);
      size += batch.length;
      options.onProgress?.(size);
    }
    await handle.sync();
    return { sha256: hash.digest('hex'), size };
  } finally {
    await handle.close();
  }
}

/** Joins small pieces to about 1 MB and cuts large ones to 8 MB. */
function* batches(pieces: Iterable<Uint8Array | string>): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (bytes.length > BATCH) {
      if (size > 0) yield Buffer.concat(waiting);
      for (let at = 0; at < bytes.length; at += LARGEST_WRITE) yield bytes.subarray(at, at + LARGEST_WRITE);
    } else {
      waiting.push(bytes);
      size += bytes.length;
      if (size < BATCH) continue;
      yield Buffer.concat(waiting);
    }
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** Writes all of `bytes`; the system may take a part at a time. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

/** Makes a rename or a new file in a folder durable; systems that cannot flush folders are let be. */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'EISDIR', 'EACCES', 'ENOTSUP'].includes(errnoOf(error) ?? '')) throw error;
  }
}
