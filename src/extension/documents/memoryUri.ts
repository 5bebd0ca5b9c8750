import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { cubeUri } from '../cubes/cubeId';
import { SCHEMES } from '../ids';

/** What a virtual document shows: a memory's text, its record as JSON, or one of its versions. */
export interface MemoryAddress {
  /** Name of the cube, as `cubeId` gives it. */
  readonly cube: string;
  readonly key: string;
  readonly as: 'text' | 'record';
  /** A version in the history; absent means the present one. */
  readonly entry?: string | undefined;
}

/** The address of a memory as a document; the path is a readable name. */
export function memoryUri(address: MemoryAddress, title: string): vscode.Uri {
  const name =
    title
      .replace(/[\\/:*?"<>|\s]+/g, ' ')
      .trim()
      .slice(0, 60) || address.key;
  const suffix = address.as === 'text' ? 'md' : 'json';
  return vscode.Uri.from({
    scheme: address.entry === undefined ? SCHEMES.memory : SCHEMES.history,
    path: `/${folderName(address.cube)}/${name}.${suffix}`,
    query: JSON.stringify(address),
  });
}

function folderName(cube: string): string {
  const { scheme, path } = cubeUri(cube);
  return scheme === SCHEMES.store ? basename(path, '.memcube') : basename(dirname(path));
}

/** Reads an address back; throws FileNotFound for anything else. */
export function parseMemoryUri(uri: vscode.Uri): MemoryAddress {
  try {
    const { cube, key, as, entry } = JSON.parse(uri.query) as Record<string, unknown>;
    if (typeof cube === 'string' && typeof key === 'string' && (as === 'text' || as === 'record')) {
      return { cube, key, as, entry: typeof entry === 'string' ? entry : undefined };
    }
  } catch {
    // falls through to the one error below
  }
  throw vscode.FileSystemError.FileNotFound(uri);
}
