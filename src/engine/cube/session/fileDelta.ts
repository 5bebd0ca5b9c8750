import { deflateSync, inflateSync } from 'node:zlib';
import type { FileDelta } from '../journal/entryShape';

/** Larger earlier parts are not kept in the journal; the past before them is approximate then. */
const LARGEST = 4 << 20;

/** What of an earlier content is needed to get it back from a later one; undefined where it is too much. */
export function fileDelta(earlier: Buffer, later: Buffer): FileDelta | undefined {
  const limit = Math.min(earlier.length, later.length);
  const at = commonStart(earlier, later, limit);
  const same = commonEnd(earlier, later, limit - at);
  const part = earlier.subarray(at, earlier.length - same);
  if (part.length > LARGEST) return undefined;
  return { at, length: later.length - same - at, earlier: deflateSync(part).toString('base64') };
}

/** The earlier content. */
export function undoDelta(later: Buffer, delta: FileDelta): Buffer {
  const part = inflateSync(Buffer.from(delta.earlier, 'base64'), { maxOutputLength: 2 * LARGEST });
  return Buffer.concat([later.subarray(0, delta.at), part, later.subarray(delta.at + delta.length)]);
}

const BLOCK = 1 << 16;

/** Number of equal bytes at the start, compared block by block. */
function commonStart(a: Buffer, b: Buffer, limit: number): number {
  let at = 0;
  while (at + BLOCK <= limit && a.compare(b, at, at + BLOCK, at, at + BLOCK) === 0) at += BLOCK;
  while (at < limit && a[at] === b[at]) at++;
  return at;
}

function commonEnd(a: Buffer, b: Buffer, limit: number): number {
  let same = 0;
  for (; same + BLOCK <= limit; same += BLOCK) {
    const [i, j] = [a.length - same, b.length - same];
    if (a.compare(b, j - BLOCK, j, i - BLOCK, i) !== 0) break;
  }
  while (same < limit && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return same;
}
