/** Bytes between two remembered places. */
const STEP = 65_536;

/** What stands before a place: newlines, UTF-16 units, and where its line starts. */
interface Mark {
  readonly lines: number;
  readonly units: number;
  readonly lineStart: number;
}

/**
 * Line and column (UTF-16 units), both from 1, of bytes in a UTF-8 file. Newlines and units are counted once,
 * block by block and only as far as asked, so that many look-ups in a large file cost one pass, also where
 * the whole file is one line.
 */
export function byteLocator(bytes: Uint8Array): (offset: number) => { line: number; column: number } {
  /** Marks at each multiple of STEP. */
  const marks: Mark[] = [{ lines: 0, units: 0, lineStart: 0 }];
  const advance = (mark: Mark, from: number, to: number): Mark => {
    let { lines, units, lineStart } = mark;
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      // A unit where a character begins, a second one where it takes four bytes.
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
      if (byte !== 10) continue;
      lines++;
      lineStart = at + 1;
    }
    return { lines, units, lineStart };
  };
  const markAt = (offset: number): Mark => {
    const block = Math.floor(offset / STEP);
    for (let last = marks.length - 1; last < block; last++) {
      marks.push(advance(marks[last]!, last * STEP, (last + 1) * STEP));
    }
    return advance(marks[block]!, block * STEP, offset);
  };
  return (offset) => {
    const mark = markAt(Math.min(Math.max(offset, 0), bytes.length));
    return { line: mark.lines + 1, column: mark.units - markAt(mark.lineStart).units + 1 };
  };
}
