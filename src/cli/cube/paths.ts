import { isAbsolute, relative, sep } from 'node:path';

/** A path as it is shown: relative where it lies below the working folder, else absolute. */
export function shownPath(cwd: string, path: string): string {
  const inside = relative(cwd, path);
  if (inside === '') return '.';
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside;
}
