import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep, win32 } from 'node:path';
import { StudioError, type Place } from '../../base/errors';

/**
 * The real path of a file that a cube names, which must lie inside the cube's folder; a cube is
 * untrusted input. Nothing is read. Throws StudioError `path-escape` for an absolute path, for `..`, and
 * for a link that leads out. The file itself need not exist.
 */
export async function containedPath(folder: string, name: string, place: Place = {}): Promise<string> {
  const refuse = (why: string): StudioError =>
    new StudioError('path-escape', `The file name ${JSON.stringify(name)} ${why}.`, {
      place,
      remedy: 'Give the name of a file inside the cube folder; nothing was read.',
    });
  if (name === '' || name.includes('\0')) throw refuse('is no usable file name');
  if (isAbsolute(name) || win32.isAbsolute(name) || /^[A-Za-z]:/.test(name))
    throw refuse('is an absolute path');
  if (name.split(/[\\/]/).includes('..')) throw refuse('leads out of the cube folder');
  const root = await realpath(folder);
  const path = await realOf(join(root, name));
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refuse('leads out of the cube folder by a link');
  }
  return path;
}

/** The real path; of what does not exist yet, the real path of its nearest existing folder is used. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path) throw error;
    return join(await realOf(parent), path.slice(parent.length));
  }
}
