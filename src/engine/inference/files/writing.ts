import { StudioError } from '../../base/errors';

/** Runs a step that writes a file, and words its failures as `no-space`, `read-only` or `io`. */
export async function writing<T>(file: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const details = { place: { file }, cause: error };
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new StudioError('no-space', 'The disk is full.', {
        ...details,
        remedy: 'Free some space and try again; what has come is kept.',
      });
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new StudioError('read-only', 'There is no permission to write.', {
        ...details,
        remedy: 'Choose another folder for models.',
      });
    }
    throw code === '' ? error : new StudioError('io', `The file system reports ${code}.`, details);
  }
}
