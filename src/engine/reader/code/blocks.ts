/** Code without a grammar: divided before lines without indentation that follow a blank line. */
import { CHUNK } from '../limits';
import type { SymbolRange } from './symbols';

/** Ranges that cover a text without a gap; neighbours are joined up to the size of a chunk. */
export function blocksOf(text: string): SymbolRange[] {
  const ranges: SymbolRange[] = [];
  let start = 0;
  let block = 0;
  const push = (end: number): void => {
    if (text.slice(start, end).trim() !== '') ranges.push({ start, end });
    start = end;
  };
  for (const match of text.matchAll(/\n[ \t]*\n+(?=[^\s})\]])/g)) {
    const end = match.index + match[0].length;
    if (end - start > CHUNK && block > start) push(block);
    block = end;
  }
  if (text.length - start > CHUNK && block > start) push(block);
  push(text.length);
  return ranges;
}
