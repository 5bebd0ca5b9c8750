import { StudioError } from '../base/errors';
import { MAX_SOURCE_BYTES } from './limits';

/** Refuses a source of too many bytes, best before they are in memory. Throws StudioError `bad-document`. */
export function wantReadable(name: string, bytes: number): void {
  if (bytes <= MAX_SOURCE_BYTES) return;
  throw new StudioError('bad-document', 'This file is larger than 64 MB.', {
    place: { file: name },
    remedy: 'Divide it into smaller files and read them one by one.',
  });
}
