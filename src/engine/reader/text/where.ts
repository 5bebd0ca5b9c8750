import type { Source } from '../types';

/** `name:12-15` of lines, `name` where they are not known. */
export function whereOf(source: Source, lines: readonly [number, number] | undefined): string {
  if (!lines) return source.name;
  return lines[0] === lines[1] ? `${source.name}:${lines[0]}` : `${source.name}:${lines[0]}-${lines[1]}`;
}
