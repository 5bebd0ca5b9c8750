/**
 * llama.cpp's reader of states is native and trusts them, and a cube may come from anybody. So a state is given to it
 * only when this machine made it: its item carries a seal, an HMAC-SHA256 with a key that never leaves the machine.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../base/errors';
import { errnoOf, onFile } from '../../cube/files/fileError';
import { TEMP_SUFFIX, writeAll } from '../../cube/files/writeAtomically';
import type { KvItem } from '../../model/kvItem';
import { itemText, type SealedItem } from './itemFile';

const FILE = 'kv-seal.key';
const BYTES = 32;

/** Makes and checks seals. */
export class Sealer {
  private constructor(private readonly key: Buffer) {}

  /** With the key of this machine, which is made at first use; throws StudioError `read-only`, `no-space`, `io`. */
  static async open(dataFolder: string): Promise<Sealer> {
    const file = join(dataFolder, FILE);
    return onFile(file, async () => {
      await mkdir(dataFolder, { recursive: true, mode: 0o700 });
      const key = (await readKey(file)) ?? (await makeKey(file));
      if (key.length === BYTES) return new Sealer(key);
      throw new StudioError('io', 'The key that vouches for KV items is damaged.', {
        place: { file },
        remedy: 'Remove it: a new one is made, and the items are built anew.',
      });
    });
  }

  seal(item: KvItem): string {
    return createHmac('sha256', this.key).update(itemText(item)).digest('hex');
  }

  /** Whether this machine wrote this item as it is. */
  vouches({ item, seal }: SealedItem): boolean {
    const found = Buffer.from(seal, 'hex');
    const expected = Buffer.from(this.seal(item), 'hex');
    return found.length === expected.length && timingSafeEqual(found, expected);
  }
}

async function readKey(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole under another name first: another process may make one at the same moment, and the first one stays. */
async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(BYTES);
  const temp = `${file}.${key.toString('hex', 0, 6)}${TEMP_SUFFIX}`;
  try {
    const handle = await open(temp, 'wx', 0o600);
    try {
      await writeAll(handle, key);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temp, file);
    return key;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return await readFile(file);
  } finally {
    await rm(temp, { force: true });
  }
}
