import { posix } from 'node:path';
import * as vscode from 'vscode';
import { readFileInPortions } from '../../engine/cube/files/readFileInPortions';
import { wantReadable } from '../../engine/reader/size';
import type { Source } from '../../engine/reader/types';

/**
 * What a file is called in `sources` of memories: its path in the workspace, so that it is found again, else its name
 * alone, since a cube is shared and folders tell of a person.
 */
export function sourceName(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)
    ? vscode.workspace.asRelativePath(uri)
    : posix.basename(uri.path);
}

/**
 * The file of the workspace that a source was read from; undefined where there is none by that name. Names come from
 * the cube, so they lead nowhere else.
 */
export async function fileOfSource(source: string): Promise<vscode.Uri | undefined> {
  for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
    // With several folders a path begins with the name of one.
    const paths = source.startsWith(`${name}/`) ? [source, source.slice(name.length + 1)] : [source];
    for (const path of paths) {
      const file = vscode.Uri.joinPath(uri, path);
      if (vscode.workspace.getWorkspaceFolder(file) && (await isFile(file))) return file;
    }
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  const found = await vscode.workspace.fs.stat(uri).then(
    ({ type }) => type,
    () => vscode.FileType.Unknown,
  );
  return (found & vscode.FileType.File) !== 0;
}

/** The last part of a source's name, for messages. */
export function shortName(source: string): string {
  return posix.basename(source) || source;
}

/** A file that is to be read into a cube. */
export interface FileToRead {
  /** For people. */
  readonly name: string;
  /** Where it is; undefined for what only has content, such as a drop in a browser. */
  readonly uri: vscode.Uri | undefined;
  /** Throws StudioError `not-found`, `io`, and `bad-document` for one that is too large. */
  load(signal: AbortSignal): Promise<Source>;
}

export function atUri(uri: vscode.Uri): FileToRead {
  return { name: posix.basename(uri.path), uri, load: (signal) => fileSource(uri, signal) };
}

/** Reads a file as a source; throws StudioError `not-found`, `io`, and `bad-document` for one that is too large. */
async function fileSource(uri: vscode.Uri, signal: AbortSignal): Promise<Source> {
  const name = sourceName(uri);
  if (uri.scheme !== 'file') {
    const bytes = await vscode.workspace.fs.readFile(uri);
    wantReadable(name, bytes.length);
    return { name, bytes };
  }
  const known = await vscode.workspace.fs.stat(uri).then(
    ({ size }) => size,
    () => 0,
  );
  wantReadable(name, known);
  return { name, bytes: await readFileInPortions(uri.fsPath, { signal }) };
}
