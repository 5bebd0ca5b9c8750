import * as vscode from 'vscode';
import { findCube, type CubeDescription } from '../../engine/cube/files/findCube';
import type { Logger } from '../../engine/base/context';
import { errorText } from '../host/engineText';

/** A cube in the workspace, opened or not; `error` says why it cannot be. */
export interface FoundCube {
  readonly folder: vscode.Uri;
  readonly description?: CubeDescription;
  readonly error?: string;
}

const PATTERN = '**/{textual_memory.json,config.json}';
const EXCLUDE = '**/{node_modules,.git,.memcube,.cache,dist}/**';
/** A workspace with more candidates than this holds something else than cubes. */
const MOST = 2000;

/** Looks for cubes in the workspace: folders with a text memory, or with a config that names one. */
export async function discoverCubes(log: Logger): Promise<FoundCube[]> {
  const files = await vscode.workspace.findFiles(PATTERN, EXCLUDE, MOST);
  const folders = new Map<string, { uri: vscode.Uri; memory: boolean }>();
  for (const file of files) {
    const uri = vscode.Uri.joinPath(file, '..');
    const known = folders.get(uri.fsPath);
    const memory = file.path.endsWith('/textual_memory.json');
    folders.set(uri.fsPath, { uri, memory: memory || (known?.memory ?? false) });
  }
  const found: FoundCube[] = [];
  for (const { uri, memory } of folders.values()) {
    try {
      found.push({ folder: uri, description: await findCube(uri.fsPath) });
    } catch (error) {
      if (memory) found.push({ folder: uri, error: errorText(error) });
      else log.debug(`not a cube: ${uri.fsPath}`);
    }
  }
  return found.sort((a, b) => a.folder.fsPath.localeCompare(b.folder.fsPath));
}
