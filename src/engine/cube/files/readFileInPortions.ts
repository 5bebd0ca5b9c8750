import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { onReading } from './fileError';
import type { FileStamp } from './fileStamp';

export interface ReadPortionsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Share that is read, 0 to 1; called for files above 20 MB. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A file's bytes with what tells them from another version. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly stamp: FileStamp;
}

const PORTION = 8 << 20;
const REPORT_ABOVE = 20 << 20;

/**
 * Reads a whole file into one buffer, 8 MB at a time, so that the event loop breathes and a cancellation
 * is heard. Throws StudioError `not-found` or `io`.
 */
export async function readFileInPortions(path: string, options: ReadPortionsOptions = {}): Promise<Buffer> {
  return (await readContent(path, options)).bytes;
}

/** Like `readFileInPortions`, hashing on the way. */
export async function readContent(path: string, options: ReadPortionsOptions = {}): Promise<FileContent> {
  return onReading(path, async () => {
    const handle = await open(path, 'r');
    try {
      const stamp = await handle.stat({ bigint: true });
      const size = Number(stamp.size);
      const hash = createHash('sha256');
      const bytes = Buffer.allocUnsafe(size);
      let at = 0;
      while (at < size) {
        options.signal?.throwIfAborted();
        const { bytesRead } = await handle.read(bytes, at, Math.min(PORTION, size - at), at);
        if (bytesRead === 0) break;
        hash.update(bytes.subarray(at, at + bytesRead));
        at += bytesRead;
        if (size > REPORT_ABOVE) options.onProgress?.(at / size);
      }
      return { bytes: bytes.subarray(0, at), sha256: hash.digest('hex'), stamp };
    } finally {
      await handle.close();
    }
  });
}
