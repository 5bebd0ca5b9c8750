import { lstat } from 'node:fs/promises';
import { relative } from 'node:path';
import { StudioError } from '../../base/errors';

/** Throws StudioError `path-escape` where one of these paths is a link: a cube must not choose what is written to. */
export async function refuseLinks(paths: readonly string[], cubeFolder: string): Promise<void> {
  for (const path of paths) {
    if (!(await lstat(path).catch(() => undefined))?.isSymbolicLink()) continue;
    throw new StudioError('path-escape', `${relative(cubeFolder, path)} is a link to another place.`, {
      place: { file: path },
      remedy: 'Remove the link; nothing was written.',
    });
  }
}
