import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { errnoOf, onReading } from './fileError';

/** Tells cheaply whether a file may have changed: the same stamp means the same content. */
export interface FileStamp {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
}

/** The stamp of a file, or undefined where there is none. */
export async function stampOf(file: string): Promise<FileStamp | undefined> {
  try {
    return await stat(file, { bigint: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function sameStamp(a: FileStamp | undefined, b: FileStamp | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

/** SHA-256 of a file's content, hex; undefined where there is no file. `onProgress` gets the bytes read so far. */
export async function sha256OfFile(
  file: string,
  signal?: AbortSignal,
  onProgress?: (bytes: number) => void,
): Promise<string | undefined> {
  return onReading(file, async () => {
    const handle = await open(file, 'r').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (!handle) return undefined;
    try {
      const hash = createHash('sha256');
      const portion = Buffer.allocUnsafe(4 << 20);
      let done = 0;
      for (;;) {
        const { bytesRead } = await handle.read(portion, 0, portion.length);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(portion.subarray(0, bytesRead));
        signal?.throwIfAborted();
        done += bytesRead;
        onProgress?.(done);
      }
    } finally {
      await handle.close();
    }
  });
}
