import { open } from 'node:fs/promises';
import { errnoOf, fileError, onReading } from '../files/fileError';

export interface Line {
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
  /** Byte at which the line starts. */
  readonly offset: number;
  /** False for a last line without a line end, as a crash leaves it. */
  readonly whole: boolean;
}

const PORTION = 1 << 20;

/** The lines of a file, read in portions; nothing where there is no file. */
export async function* readLines(file: string, signal?: AbortSignal): AsyncGenerator<Line> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw fileError(error, file, 'read');
  });
  if (!handle) return;
  try {
    let number = 1;
    let offset = 0;
    let rest: Buffer[] = [];
    for (;;) {
      signal?.throwIfAborted();
      const portion = Buffer.allocUnsafe(PORTION);
      const { bytesRead } = await onReading(file, () => handle.read(portion, 0, PORTION));
      if (bytesRead === 0) break;
      let from = 0;
      const read = portion.subarray(0, bytesRead);
      for (let end = read.indexOf(10); end !== -1; end = read.indexOf(10, from)) {
        const bytes = Buffer.concat([...rest, read.subarray(from, end)]);
        rest = [];
        yield { text: bytes.toString('utf8'), number: number++, offset, whole: true };
        offset += bytes.length + 1;
        from = end + 1;
      }
      if (from < bytesRead) rest.push(read.subarray(from));
    }
    if (rest.length > 0) {
      yield { text: Buffer.concat(rest).toString('utf8'), number, offset, whole: false };
    }
  } finally {
    await handle.close();
  }
}
