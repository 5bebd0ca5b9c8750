/** The addresses of a `text/uri-list` (RFC 2483): one a line, lines that begin with `#` are comments. */
export function uriList(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
