import * as vscode from 'vscode';
import { z } from 'zod';
import { setting } from '../host/settings';

/** A folder of the workspace whose new and changed files are read. */
export interface WatchedFolder {
  /** Path of the folder in the workspace. */
  readonly folder: string;
  /** Address of the cube: of its text memory, or in a store. */
  readonly cube: string;
  /** Further patterns of .gitignore for what is not read. */
  readonly ignore: readonly string[];
}

const NAME = 'memcube.watchedFolders';
const shape = z.object({
  folder: z.string().min(1).max(1000),
  cube: z.string().min(1).max(2000),
  ignore: z.array(z.string().max(500)).max(200).default([]),
});

/** The folders that this workspace watches; entries of another shape count as none. */
export function watchedFolders(): readonly WatchedFolder[] {
  return setting(NAME).flatMap((each) => {
    const parsed = shape.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Keeps them in the settings of the workspace. */
export async function keepWatched(folders: readonly WatchedFolder[]): Promise<void> {
  const value = folders.length > 0 ? folders : undefined;
  await vscode.workspace.getConfiguration().update(NAME, value, vscode.ConfigurationTarget.Workspace);
}

/** How a cube is written in the settings: by its path in the workspace where it has one. */
export function cubeName(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri) : uri.toString();
}

/** The address behind such a name. */
export function cubeOf(name: string): vscode.Uri | undefined {
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return vscode.Uri.parse(name, true);
  return inWorkspace(name);
}

/** The address of a path in the workspace; undefined for one that leads out of it. */
export function inWorkspace(path: string): vscode.Uri | undefined {
  for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    if (several && path !== name && !path.startsWith(`${name}/`)) continue;
    const found = vscode.Uri.joinPath(uri, several ? path.slice(name.length) : path);
    if (vscode.workspace.getWorkspaceFolder(found)) return found;
  }
  return undefined;
}
