/** Compression of states that are seldom used. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { StudioError } from '../../base/errors';
import { errnoOf, onFile } from '../../cube/files/fileError';
import { badState } from '../state/stateSource';

/** zstd's third level: higher ones win next to nothing on numbers like these and take several times as long. */
const LEVEL = 3;

/** Whether this Node can compress; it has zstd since 22.15. */
export function canPack(): boolean {
  return typeof zlib.createZstdCompress === 'function';
}

/**
 * Writes a state compressed. Gives the SHA-256 of the state.
 * @throws StudioError `unsupported` on an older Node, `no-space`, `io`; the part is gone then. AbortError
 */
export async function packState(from: string, to: string, signal?: AbortSignal): Promise<{ hash: string }> {
  requireZstd();
  const hash = createHash('sha256');
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: LEVEL };
  await through(from, to, [hashing(hash), zlib.createZstdCompress({ params })], signal);
  return { hash: hash.digest('hex') };
}

/**
 * Writes a state as it was. What comes out is compared with what the item says of it, and never more than that is
 * written.
 * @throws StudioError `bad-state` where it is something else; else as `packState`
 */
export async function unpackState(
  from: string,
  to: string,
  expected: { readonly bytes: number; readonly hash: string },
  signal?: AbortSignal,
): Promise<void> {
  requireZstd();
  const hash = createHash('sha256');
  try {
    await through(
      from,
      to,
      [zlib.createZstdDecompress(), bounded(expected.bytes, from), hashing(hash)],
      signal,
    );
    if (hash.digest('hex') !== expected.hash)
      throw badState('This KV state is not what was compressed.', from);
  } catch (error) {
    await rm(to, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('ZSTD_') || code.startsWith('Z_')
      ? badState('This KV state is damaged.', from)
      : error;
  }
}

async function through(
  from: string,
  to: string,
  steps: readonly Transform[],
  signal: AbortSignal | undefined,
): Promise<void> {
  await onFile(to, async () => {
    try {
      const out = createWriteStream(to, { flags: 'wx', mode: 0o600 });
      await pipeline([createReadStream(from, { highWaterMark: 1 << 20 }), ...steps, out], { signal });
    } catch (error) {
      await rm(to, { force: true });
      throw /^Z(?:STD)?_/.test(errnoOf(error) ?? '') ? badState('This KV state is damaged.', from) : error;
    }
  });
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

function bounded(most: number, file: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      if (seen > most) done(badState('This KV state is larger than it should be.', file));
      else done(null, chunk);
    },
  });
}

function requireZstd(): void {
  if (canPack()) return;
  throw new StudioError('unsupported', 'Compressing KV items needs Node 22.15 or later.');
}
