import { StudioError } from '../../engine/base/errors';

/** Whether an argument is the address of a server and no path. */
export const isAddress = (text: string): boolean => /^(neo4j|bolt)(\+\w+)?:/.test(text);

/** Whether an argument names an SQLite file by its end. */
export const isSqlite = (text: string): boolean => !isAddress(text) && text.endsWith('.sqlite');

/** Throws `bad-argument` for the address of a cube on a server. */
export function requireFolder(path: string): void {
  if (!isAddress(path)) return;
  throw new StudioError('bad-argument', 'This command needs a cube in a folder.', {
    remedy: 'Copy the cube into one first: openmem copy <address> <folder>.',
  });
}
