/**
 * Recursive splitting as LangChain's RecursiveCharacterTextSplitter does it, which MemOS uses: at blank lines where
 * that suffices, else at lines, at sentences, at spaces, and only then anywhere. It gives ranges of the text, so that
 * nothing is lost and lines stay known.
 */
import { CHUNK, CHUNK_OVERLAP } from '../limits';

/** A part of a text: UTF-16 offsets, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface SplitOptions {
  readonly size?: number | undefined;
  readonly overlap?: number | undefined;
}

/** Where a text may be divided, the best first; a piece keeps its separator at its end. */
const SEPARATORS: readonly RegExp[] = [
  /\n[ \t]*\n+/g,
  /\n/g,
  /[。！？；](?!["”’」』）)])|[.!?;](?=\s)/g,
  /[\s，、,]+/g,
];

/**
 * Ranges of at most `size` units (1,280) that cover all of `range` but blank ends. Each but the first begins up to
 * `overlap` units (200) before the last one ended, at a place where the text may be divided.
 */
export function splitText(
  text: string,
  range: Range = { start: 0, end: text.length },
  options: SplitOptions = {},
): Range[] {
  const size = options.size ?? CHUNK;
  const overlap = Math.min(options.overlap ?? CHUNK_OVERLAP, size >> 1);
  const pieces: Range[] = [];
  divide(text, range, size, 0, pieces);
  const chunks: Range[] = [];
  let first = 0;
  for (let at = 0; at < pieces.length; at++) {
    if (at > first && pieces[at]!.end - pieces[first]!.start > size) {
      pushTrimmed(chunks, text, { start: pieces[first]!.start, end: pieces[at - 1]!.end });
      const [end, room] = [pieces[at - 1]!.end, pieces[at]!.end];
      while (first < at && (end - pieces[first]!.start > overlap || room - pieces[first]!.start > size))
        first++;
    }
  }
  if (pieces.length > 0) pushTrimmed(chunks, text, { start: pieces[first]!.start, end: pieces.at(-1)!.end });
  return chunks;
}

/** Appends pieces of at most `size` units that follow one another without a gap. */
function divide(text: string, { start, end }: Range, size: number, level: number, pieces: Range[]): void {
  const separator = SEPARATORS[level];
  if (!separator) {
    cutAnywhere(text, { start, end }, size, pieces);
    return;
  }
  const part = text.slice(start, end);
  let from = 0;
  const push = (to: number): void => {
    const piece = { start: start + from, end: start + to };
    if (to - from > size) divide(text, piece, size, level + 1, pieces);
    else if (to > from) pieces.push(piece);
    from = to;
  };
  for (const match of part.matchAll(separator)) push(match.index + match[0].length);
  push(part.length);
}

function cutAnywhere(text: string, { start, end }: Range, size: number, pieces: Range[]): void {
  for (let at = start; at < end;) {
    let to = Math.min(at + size, end);
    const last = text.charCodeAt(to - 1);
    if (to < end && last >= 0xd800 && last <= 0xdbff && to - at > 1) to--;
    pieces.push({ start: at, end: to });
    at = to;
  }
}

function pushTrimmed(chunks: Range[], text: string, { start, end }: Range): void {
  const part = text.slice(start, end);
  const full = part.trim();
  if (full === '') return;
  const from = start + part.indexOf(full);
  // Nothing but blanks came after what the last chunk ends with.
  if (from + full.length <= (chunks.at(-1)?.end ?? -1)) return;
  chunks.push({ start: from, end: from + full.length });
}
