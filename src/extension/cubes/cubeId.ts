import * as vscode from 'vscode';
import { SCHEMES } from '../ids';

/** Names a cube in addresses and maps: the path of its file, or its address in a store. */
export function cubeId(uri: vscode.Uri): string {
  return uri.scheme === SCHEMES.store ? uri.toString() : uri.fsPath;
}

/** The address behind a name. */
export function cubeUri(id: string): vscode.Uri {
  return id.startsWith(`${SCHEMES.store}:`) ? vscode.Uri.parse(id, true) : vscode.Uri.file(id);
}
