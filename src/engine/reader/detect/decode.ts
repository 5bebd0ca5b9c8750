/** Bytes to text: UTF-8, or UTF-16 with or without a byte order mark; nothing else is guessed. */
import type { StudioError } from '../../base/errors';
import { byteLine } from '../../base/position';
import { badDocument } from '../badDocument';
import type { Source } from '../types';

/**
 * The text of a source with `\n` at the end of each line, whatever the file has there, and without a byte order
 * mark, so that lines keep their numbers. Throws StudioError `bad-document` for what is no text.
 */
export function decodeText(source: Source): string {
  const { bytes } = source;
  const wide = utf16(bytes);
  if (wide === undefined) {
    const nul = bytes.indexOf(0);
    if (nul !== -1) {
      throw badText(source, 'This is no text: it holds NUL bytes.', { offset: nul });
    }
  }
  let text: string;
  try {
    text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (wide !== undefined) throw badText(source, 'This is no valid UTF-16 text.', { cause });
    const offset = firstInvalid(bytes);
    const { line } = byteLine(bytes, offset);
    throw badText(source, 'This is no valid UTF-8 text.', { line, offset, cause });
  }
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function badText(source: Source, message: string, where: Parameters<typeof badDocument>[3]): StudioError {
  return badDocument(source, message, 'Save it as UTF-8 text, or choose another file.', where);
}

/** The label of UTF-16 text, by its byte order mark, or by NULs at every second place of its beginning. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  const head = bytes.subarray(0, 512);
  const nuls = [0, 0];
  head.forEach((byte, at) => (nuls[at % 2]! += byte === 0 ? 1 : 0));
  const pairs = head.length / 2;
  if (nuls[0] === 0 && nuls[1]! > pairs * 0.7) return 'utf-16le';
  return nuls[1] === 0 && nuls[0]! > pairs * 0.7 ? 'utf-16be' : undefined;
}

/** Offset of the first byte that is no UTF-8, to within the character it belongs to; found by halving. */
function firstInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let end = bytes.length;
  while (end - valid > 1) {
    const middle = (valid + end) >> 1;
    try {
      // A character cut off at the end is no error while streaming.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      end = middle;
    }
  }
  return valid;
}
