import { deflateSync, inflateSync } from 'node:zlib';
import type { FileDelta } from '../journal/entry';

/** Larger earlier parts are not kept in the journal; the past before them is approximate then. */
const LARGEST = 4 << 20;

/** What of an earlier content is needed to get it back from a later one; undefined where it is too much. */
export function fileDelta(earlier: Buffer, later: Buffer): FileDelta | undefined {
  const limit = Math.min(earlier.length, later.length);
  const at = commonLength(limit, (k) => earlier[k] === later[k]);
  const same = commonLength(
    limit - at,
    (k) => earlier[earlier.length - 1 - k] === later[later.length - 1 - k],
  );
  const part = earlier.subarray(at, earlier.length - same);
  if (part.length > LARGEST) return undefined;
  return { at, length: later.length - same - at, earlier: deflateSync(part).toString('base64') };
}

/** The earlier content. */
export function undoDelta(later: Buffer, delta: FileDelta): Buffer {
  const part = inflateSync(Buffer.from(delta.earlier, 'base64'), { maxOutputLength: 2 * LARGEST });
  return Buffer.concat([later.subarray(0, delta.at), part, later.subarray(delta.at + delta.length)]);
}

function commonLength(limit: number, same: (k: number) => boolean): number {
  let k = 0;
  while (k < limit && same(k)) k++;
  return k;
}
