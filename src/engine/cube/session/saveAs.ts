/** Writing a cube to another folder, as MemOS's `dump` does: a folder that holds anything is refused. */
import { copyFile, mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { StudioError } from '../../base/errors';
import { errnoOf, onFile, onReading } from '../files/fileError';
import { flushFolder, writeAtomically } from '../files/writeAtomically';
import { copyMemory } from './copyMemory';
import type { SessionCore } from './sessionCore';
import type { SaveOptions } from './saveSession';

/**
 * Writes configuration, the text memory as it is now, and copies of the other memories. The session stays
 * where it is. Returns the files. Throws StudioError `bad-argument` for a folder that is not empty,
 * `no-space`, `read-only`; what was written is removed then.
 */
export async function saveCopy(core: SessionCore, folder: string, options: SaveOptions): Promise<string[]> {
  const { cube, textFile } = core;
  const memory = copyMemory(core.memory);
  const existed = await isEmptyFolder(folder);
  const written: string[] = [];
  const place = async (file: string): Promise<string> => {
    const target = join(folder, relative(cube.folder, file));
    await onFile(target, () => mkdir(dirname(target), { recursive: true }));
    written.push(target);
    return target;
  };
  try {
    for (const file of [cube.configFile, cube.activationFile, cube.parametricFile, cube.preferenceFile]) {
      if (file === undefined || file === textFile) continue;
      options.signal?.throwIfAborted();
      await copyDurably(file, await place(file));
    }
    await writeAtomically(await place(textFile), memory.pieces(), options);
    await flushFolder(folder);
    return written;
  } catch (error) {
    if (existed) for (const file of written) await rm(file, { force: true });
    else await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Whether the folder exists; it must be empty then. */
async function isEmptyFolder(folder: string): Promise<boolean> {
  return onReading(folder, async () => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (names === undefined || names.length === 0) return names !== undefined;
    throw new StudioError('bad-argument', 'The target folder is not empty.', {
      place: { file: folder },
      remedy: 'Name a new or empty folder.',
    });
  });
}

async function copyDurably(from: string, to: string): Promise<void> {
  await onFile(to, async () => {
    await copyFile(from, to);
    const handle = await open(to, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}
