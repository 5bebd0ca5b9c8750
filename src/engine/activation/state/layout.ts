/**
 * The layout of llama.cpp's file of one sequence (`llama_state_seq_save_file`, `llama_kv_cache::state_write` of
 * version 0.4.0, ggml-org/llama.cpp; all little-endian):
 *
 *     u32 magic 'ggsq', u32 version, u32 tokens, i32 token ids …
 *     for each cache (one; a second where the model has layers with a sliding window):
 *       u32 streams
 *       for each stream: u32 cells; where there are any:
 *         a cell each: i32 position, u32 sequences (1), [what models of pictures keep], i32 sequence
 *         u32 transposed, u32 layers
 *         a layer each: i32 type, u64 bytes a token, the keys token by token
 *         a layer each: i32 type, u64 bytes a token, the values
 *                   or, transposed: i32 type, u32 bytes a number, u32 numbers a token, the values number by number
 *
 * The file does not tell how many caches there are, whether cells carry more, nor whether layers have values. So the
 * possibilities are tried, and the one that ends where the file ends is right.
 */
import { readCache, type CacheLayout } from './cacheLayout';
import { StateReader } from './stateReader';
import { badState, isBadState, type StateSource } from './stateSource';

export interface StateLayout {
  readonly version: number;
  readonly fileBytes: number;
  readonly tokens: Int32Array;
  readonly caches: readonly CacheLayout[];
}

export const STATE_MAGIC = 0x67677371;
/** Bytes that a cell carries beyond position and sequence in models of pictures, by version. */
const EXTRA = new Map([
  [2, 8],
  [3, 12],
]);
/** Tokens that no context holds as yet. */
const MOST_TOKENS = 1 << 24;
/** llama.cpp has models with three caches; none with more. */
const MOST_CACHES = 4;

/**
 * Reads where everything lies; of the numbers themselves nothing.
 * @throws StudioError `bad-state` for what is no such file, is damaged, or of a version that is not known
 */
export async function readStateLayout(source: StateSource, signal?: AbortSignal): Promise<StateLayout> {
  const { version, tokens, body } = await readHead(source);
  const extra = EXTRA.get(version);
  if (extra === undefined) {
    throw badState(`A KV state of version ${version}; versions 2 and 3 are known.`, source.file, 4);
  }
  let first: unknown;
  for (const beyond of [0, extra]) {
    try {
      const caches = await readCaches(source, body, beyond, MOST_CACHES, signal);
      return { version, fileBytes: source.size, tokens, caches };
    } catch (error) {
      if (!isBadState(error)) throw error;
      first ??= error;
    }
  }
  throw first;
}

async function readHead(source: StateSource): Promise<{ version: number; tokens: Int32Array; body: number }> {
  const reader = new StateReader(source);
  if (source.size < 12 || (await reader.u32()) !== STATE_MAGIC) {
    throw badState("This is no KV state of llama.cpp: it does not begin with 'ggsq'.", source.file, 0);
  }
  const version = await reader.u32();
  const count = await reader.u32();
  if (count > MOST_TOKENS || count * 4 > reader.remaining) {
    throw reader.error(`${count} tokens announced, more than the file can hold.`, 8);
  }
  const bytes = await reader.bytes(count * 4);
  const tokens = Int32Array.from({ length: count }, (_, at) => bytes.getInt32(at * 4, true));
  const negative = tokens.findIndex((token) => token < 0);
  if (negative >= 0) throw reader.error('A token with a negative number.', 12 + negative * 4);
  return { version, tokens, body: reader.position };
}

/** The caches from a place up to the end of the file, each with values if that comes out right, else without. */
async function readCaches(
  source: StateSource,
  from: number,
  beyond: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<CacheLayout[]> {
  let first: unknown;
  for (const values of [true, false]) {
    try {
      const reader = new StateReader(source, from);
      const cache = await readCache(reader, { beyond, values }, signal);
      if (reader.remaining === 0) return [cache];
      if (most === 1) throw reader.error('Something follows the end of this KV state.');
      return [cache, ...(await readCaches(source, reader.position, beyond, most - 1, signal))];
    } catch (error) {
      if (!isBadState(error)) throw error;
      first ??= error;
    }
  }
  throw first;
}
