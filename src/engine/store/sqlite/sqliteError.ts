import { StudioError } from '../../base/errors';

/** The primary result codes of SQLite that people can do something about (sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO = 10;
const CORRUPT = 11;
const FULL = 13;
const CANT_OPEN = 14;
const NOT_A_DATABASE = 26;

function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Whether somebody else is writing at this moment. */
export const isBusy = (error: unknown): boolean => [BUSY, LOCKED].includes(codeOf(error) ?? -1);

/** Whether the file is damaged. */
export const isDamaged = (error: unknown): boolean => [CORRUPT, NOT_A_DATABASE].includes(codeOf(error) ?? -1);

/** An error of SQLite in our words; all others stay as they are. */
export function sqliteError(error: unknown, file: string): unknown {
  const failure = (code: ConstructorParameters<typeof StudioError>[0], message: string, remedy: string) =>
    new StudioError(code, message, { place: { file }, remedy, cause: error });
  switch (codeOf(error)) {
    case undefined:
      return error;
    case BUSY:
    case LOCKED:
      return failure('locked', 'Another program is writing to this store.', 'Try again in a moment.');
    case READ_ONLY:
      return failure('read-only', 'This store cannot be written to.', 'Check the permissions of the file.');
    case FULL:
      return failure(
        'no-space',
        'The disk is full; the store is as it was.',
        'Free some space and try again.',
      );
    case CANT_OPEN:
      return failure('io', 'The store cannot be opened.', 'Check that the folder exists and may be read.');
    case CORRUPT:
    case NOT_A_DATABASE:
      return failure(
        'bad-shape',
        'This file is no SQLite database, or it is damaged.',
        'An index of a folder cube may be deleted; it is built anew. Restore other stores from a copy.',
      );
    case IO:
      return failure('io', 'The store cannot be read or written.', 'Check the disk and try again.');
    default:
      return failure('internal', `SQLite refused this (${(error as Error).message}).`, 'Please report this.');
  }
}
