/**
 * A cube may come from anybody, with whatever is kept in its `.memcube`. What only this machine may have written there
 * carries a seal: an HMAC-SHA256 with a key that lies in the user's own data and never leaves the machine.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StudioError } from '../../base/errors';
import { errnoOf, onFile } from './fileError';
import { TEMP_SUFFIX, writeAll } from './writeAtomically';

const BYTES = 32;

/** Makes and checks seals of one kind. */
export class MachineSeal {
  private constructor(private readonly key: Buffer) {}

  /**
   * With the key in this file of the user's data folder, which is made at first use and readable for its owner alone.
   * @param use `check`: nothing is written; where there is no key, no seal can be of this machine
   * @throws StudioError `read-only`, `no-space`, `io`
   */
  static async open(dataFolder: string, name: string, use: 'seal' | 'check' = 'seal'): Promise<MachineSeal> {
    const file = join(dataFolder, name);
    return onFile(file, async () => {
      const key = (await existingKey(file)) ?? (use === 'seal' ? await makeKey(file) : randomBytes(BYTES));
      if (key.length === BYTES) return new MachineSeal(key);
      throw new StudioError('io', 'The key that vouches for files of this machine is damaged.', {
        place: { file },
        remedy: 'Remove it: a new one is made, and what it vouched for is confirmed anew.',
      });
    });
  }

  seal(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }

  /** Whether this machine sealed this text. */
  vouches(text: string, seal: string): boolean {
    const found = Buffer.from(seal, 'hex');
    const expected = Buffer.from(this.seal(text), 'hex');
    return found.length === expected.length && timingSafeEqual(found, expected);
  }
}

async function existingKey(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole under another name first: another process may make one at the same moment, and the first one stays. */
async function makeKey(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
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
