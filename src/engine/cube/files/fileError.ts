import { StudioError, type ErrorCode } from '../../base/errors';

/** The operating system's name of a failure (`ENOSPC` …), or undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const KNOWN: Record<string, readonly [ErrorCode, string, string]> = {
  ENOSPC: ['no-space', 'The disk is full.', 'Free some space and try again; nothing was changed.'],
  EDQUOT: ['no-space', 'The disk quota is used up.', 'Free some space and try again; nothing was changed.'],
  EFBIG: ['no-space', 'The file would exceed the allowed size.', 'Raise the limit; nothing was changed.'],
  EROFS: ['read-only', 'The file system is read-only.', 'Save a copy to another folder.'],
  EACCES: ['read-only', 'There is no permission to write.', 'Change the permissions, or save a copy.'],
  EPERM: ['read-only', 'Writing is not permitted.', 'Change the permissions, or save a copy.'],
  ENOENT: ['not-found', 'There is no such file or folder.', 'Check the path.'],
  ENOTDIR: ['not-found', 'Part of the path is not a folder.', 'Check the path.'],
};

/** What the same failures mean where a file was only read; `read-only` is none of them. */
const READING: typeof KNOWN = {
  EACCES: ['io', 'There is no permission to read.', 'Change the permissions.'],
  EPERM: ['io', 'Reading is not permitted.', 'Change the permissions.'],
};

/** What was being done to a file. */
type FileUse = 'read' | 'write';

/** An error of the file system in words; a StudioError or a cancellation stays what it is. */
export function fileError(error: unknown, file: string, use: FileUse = 'write'): unknown {
  const code = errnoOf(error);
  if (error instanceof StudioError || code === undefined || code === 'ABORT_ERR') return error;
  const [kind, message, remedy] =
    (use === 'read' && READING[code]) || (KNOWN[code] ?? ['io', `The file system reports ${code}.`, '']);
  return new StudioError(kind, message, {
    place: { file },
    cause: error,
    ...(remedy === '' ? {} : { remedy }),
  });
}

/** Runs a step that writes a file, or reads and writes it, and words its failures. */
export const onFile = <T>(file: string, step: () => Promise<T>): Promise<T> => worded(file, 'write', step);

/** Runs a step that only reads a file or a folder, and words its failures. */
export const onReading = <T>(file: string, step: () => Promise<T>): Promise<T> => worded(file, 'read', step);

async function worded<T>(file: string, use: FileUse, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw fileError(error, file, use);
  }
}
