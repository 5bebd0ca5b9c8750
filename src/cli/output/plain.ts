/**
 * Text out of files on its way to a terminal. A cube is untrusted: an escape sequence in a memory could
 * rewrite the screen or the title, and a bidirectional override could show one thing and mean another.
 * Both are removed, never shown.
 */
import { stripVTControlCharacters } from 'node:util';

/** C0 but tab and line feed, DEL, C1, and the overrides and isolates of the bidirectional algorithm. */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/g;

/** Everything of a string sequence (title, hyperlink, device control) up to its end. */
const STRING_SEQUENCE =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;

/** Text of several lines without anything that a terminal would obey; line ends become `\n`. */
export function plainText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ');
  if (!needsCleaning(lines)) return lines;
  return stripVTControlCharacters(lines.replace(STRING_SEQUENCE, '')).replace(UNSAFE, '');
}

/** The same in one line: white space becomes single spaces. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** JSON with the same characters written as escapes, so that it means the same and moves nothing. */
export function plainJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function needsCleaning(text: string): boolean {
  UNSAFE.lastIndex = 0;
  return UNSAFE.test(text);
}
