/** A piece of text on a page; `transform` ends with its x and y, `hasEOL` says that its line ends. */
export interface PageItem {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  readonly transform: readonly unknown[];
}

/**
 * The text of a page in the order in which it is written: lines end where the file says so, words that a hyphen divides
 * over two lines are joined, and a gap of more than one and a half lines begins a paragraph.
 */
export function linesOfPage(items: readonly PageItem[]): string {
  let text = '';
  let line = '';
  let last: { y: number; height: number } | undefined;
  const end = (): void => {
    text += `${line.trimEnd()}\n`;
    line = '';
  };
  for (const item of items) {
    const y = Number(item.transform[5] ?? 0);
    if (line === '' && item.str.trim() !== '') {
      if (last && Math.abs(last.y - y) > Math.max(last.height, item.height) * 1.8) text += '\n';
      last = { y, height: item.height };
    }
    line += item.str;
    if (item.hasEOL) end();
  }
  if (line !== '') end();
  return text
    .replaceAll('\0', '')
    .replace(/(\p{Ll})-\n(?=\p{Ll})/gu, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
