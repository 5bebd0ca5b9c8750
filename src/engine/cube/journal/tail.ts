import { open, truncate, type FileHandle } from 'node:fs/promises';
import { errnoOf } from '../files/fileError';
import { writeAll } from '../files/writeAtomically';
import { decodeLine, GENESIS } from './entry';

/** Where the chain goes on. */
export interface Tail {
  readonly seq: number;
  readonly hash: string;
  /** Bytes of the journal up to its last whole entry. */
  readonly size: number;
}

const EMPTY: Tail = { seq: 0, hash: GENESIS, size: 0 };

/**
 * Finds the last entry. What a crash left unfinished behind it is moved to `tornFile`; call it only while
 * holding the lock.
 */
export async function repairTail(file: string, tornFile: string): Promise<Tail> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return EMPTY;
  try {
    const { size } = await handle.stat();
    const end = await readEnd(handle, size);
    if (end.torn.length > 0) {
      await keepTorn(tornFile, end.torn);
      await truncate(file, end.tail.size);
    }
    return end.tail;
  } finally {
    await handle.close();
  }
}

/** Reads backwards until a whole entry is found. */
async function readEnd(handle: FileHandle, size: number): Promise<{ tail: Tail; torn: Buffer }> {
  for (let window = 64 << 10; ; window *= 4) {
    const start = Math.max(0, size - window);
    const bytes = Buffer.allocUnsafe(size - start);
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    let end = bytes.lastIndexOf(10);
    while (end !== -1) {
      const before = end === 0 ? -1 : bytes.lastIndexOf(10, end - 1);
      if (before === -1 && start > 0) break;
      const line = decodeLine(bytes.toString('utf8', before + 1, end));
      if (line) {
        const tail = { seq: line.entry.seq, hash: line.hash, size: start + end + 1 };
        return { tail, torn: bytes.subarray(end + 1) };
      }
      end = before;
    }
    if (start === 0) return { tail: EMPTY, torn: bytes };
  }
}

async function keepTorn(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'a');
  try {
    await writeAll(handle, Buffer.concat([bytes, Buffer.from('\n')]));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
