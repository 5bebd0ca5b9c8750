import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMP_SUFFIX } from '../../cube/files/writeAtomically';
import { ITEM_FILE } from './itemFile';

/** Time after which a file that nothing refers to belongs to no running work. */
const LEFT_MS = 10 * 60_000;

/** A file that is being written: its name tells the process, so that it is known when that is gone. */
export function partName(random: string): string {
  return `.${process.pid}-${random}.part`;
}

/**
 * Removes from the folder of an item what a process that ended left half-written: parts, temporary files and states
 * that the item does not name; the folder too where it has no item.
 * @param named file of the state that the item names; undefined where there is no item
 */
export async function removeLeftovers(folder: string, named: string | undefined, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (name === ITEM_FILE || name === named) continue;
    const file = join(folder, name);
    if (await isLeft(file, name, now)) await rm(file, { force: true, recursive: true });
  }
  // Fails, rightly, where something is left in it.
  if (named === undefined) await rmdir(folder).catch(() => undefined);
}

async function isLeft(file: string, name: string, now: number): Promise<boolean> {
  const part = /^\.(\d+)-[0-9a-f]+\.part$/.exec(name);
  if (part) return !isRunning(Number(part[1]));
  if (!name.endsWith(TEMP_SUFFIX) && !name.startsWith('state-')) return false;
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && now - found.mtimeMs > LEFT_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
