import { StudioError, type Place } from '../base/errors';
import type { Source } from './types';

/** StudioError `bad-document` about a source: what is wrong, the way out, and the line or byte where known. */
export function badDocument(
  source: Source,
  message: string,
  remedy: string,
  where: Pick<Place, 'line' | 'column' | 'offset'> & { cause?: unknown } = {},
): StudioError {
  const { cause, line, ...rest } = where;
  const first = (source.firstLine ?? 1) - 1;
  const place = { file: source.name, ...rest, ...(line === undefined ? {} : { line: line + first }) };
  return new StudioError('bad-document', message, {
    place,
    remedy,
    ...(cause === undefined ? {} : { cause }),
  });
}
