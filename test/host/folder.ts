import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** The open folder: a copy of the demo workspace. */
export function workspaceFile(...parts: string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The host tests need an open folder.');
  return vscode.Uri.joinPath(folder.uri, ...parts);
}

export const read = (uri: vscode.Uri): Promise<string> => readFile(uri.fsPath, 'utf8');

/** Writes a file of a new folder in the workspace. */
export async function write(text: string, ...parts: string[]): Promise<vscode.Uri> {
  const uri = workspaceFile(...parts);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  await writeFile(uri.fsPath, text);
  return uri;
}

/** Asks again until the answer is there; fails after ten seconds. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`It never happened: ${what} (${path.basename(__filename)})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Names of the tabs that are open, with their view type where they have one. */
export function openTabs(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.map((tab) => (tab.input instanceof vscode.TabInputCustom ? tab.input.viewType : tab.label)),
  );
}

/** Closes every editor; unsaved changes are given up without a question. */
export async function closeEditors(): Promise<void> {
  for (
    let round = 0;
    round < 50 && vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0);
    round++
  ) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}
