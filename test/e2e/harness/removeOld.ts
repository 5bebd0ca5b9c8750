import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const aDay = 24 * 60 * 60 * 1000;

/** Removes what earlier runs left in a folder, yesterday or before; a run at the same time keeps its own. */
export async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const full = path.join(folder, name);
    const { mtimeMs } = await stat(full);
    if (Date.now() - mtimeMs > aDay) await rm(full, { recursive: true, force: true });
  }
}
