/** Bytes between two remembered lines. */
const STEP = 65_536;

/**
 * Line and column (UTF-16 units), both from 1, of bytes in a UTF-8 file. Newlines are counted once, block
 * by block and only as far as asked, so that many look-ups in a large file cost one pass.
 */
export function byteLocator(bytes: Uint8Array): (offset: number) => { line: number; column: number } {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Number of newlines before each multiple of STEP. */
  const before = [0];
  const count = (from: number, to: number): number => {
    let lines = 0;
    for (let at = from; at < to; at++) if (bytes[at] === 10) lines++;
    return lines;
  };
  return (offset) => {
    const end = Math.min(Math.max(offset, 0), bytes.length);
    const block = Math.floor(end / STEP);
    while (before.length <= block) {
      const last = before.length - 1;
      before.push(before[last]! + count(last * STEP, (last + 1) * STEP));
    }
    const line = before[block]! + count(block * STEP, end) + 1;
    const lineStart = end === 0 ? 0 : bytes.lastIndexOf(10, end - 1) + 1;
    return { line, column: decoder.decode(bytes.subarray(lineStart, end)).length + 1 };
  };
}
