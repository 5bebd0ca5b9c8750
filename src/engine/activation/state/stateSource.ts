import { open } from 'node:fs/promises';
import { StudioError } from '../../base/errors';
import { onReading } from '../../cube/files/fileError';

/** Random access to a state, so that one of gigabytes is never in memory as a whole. */
export interface StateSource {
  readonly size: number;
  /** Name for messages. */
  readonly file: string | undefined;
  /** Exactly `length` bytes from `offset` on; throws StudioError `bad-state` where there are fewer. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export function stateOfBytes(bytes: Uint8Array, file?: string): StateSource {
  return {
    size: bytes.byteLength,
    file,
    read: (offset, length) =>
      offset + length > bytes.byteLength
        ? Promise.reject(cutOff(file, bytes.byteLength))
        : Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** Opens a state file, hands it to `use` and closes it. Throws StudioError `not-found`, `io`, and what `use` throws. */
export async function withStateFile<T>(path: string, use: (source: StateSource) => Promise<T>): Promise<T> {
  return onReading(path, async () => {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      return await use({
        size,
        file: path,
        async read(offset, length) {
          if (offset + length > size) throw cutOff(path, size);
          const bytes = new Uint8Array(length);
          for (let at = 0; at < length;) {
            const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
            if (bytesRead === 0) throw cutOff(path, offset + at);
            at += bytesRead;
          }
          return bytes;
        },
      });
    } finally {
      await handle.close();
    }
  });
}

/** The error of a file that is none of these, or a damaged one. */
export function badState(message: string, file: string | undefined, offset?: number): StudioError {
  return new StudioError('bad-state', message, {
    place: { file, offset },
    remedy: 'Build it anew from its text.',
  });
}

/** Whether something thrown says that a state is damaged or none. */
export function isBadState(error: unknown): boolean {
  return error instanceof StudioError && error.code === 'bad-state';
}

function cutOff(file: string | undefined, offset: number): StudioError {
  return badState('This KV state is cut off.', file, offset);
}
