import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { IngestBatch } from '../../engine/model/proposal';
import type { ReviewedSource } from '../../engine/model/review';

/** Files of the same name that are compared with what was read. */
const CANDIDATES = 20;
/** Files that the text editor cannot show. */
const BINARY = /\.(pdf|docx)$/i;

/**
 * Opens the file that a batch was read from, at the lines that a source of a memory names: the file that was read
 * here, where that is known. The name alone comes from the cube, so it is only looked for in the folders of the
 * workspace; where it is not there, the person chooses the file.
 */
export async function openSource(
  batch: IngestBatch,
  { name, lines }: ReviewedSource,
  read: vscode.Uri | undefined,
): Promise<void> {
  const called = name || batch.source;
  const there = read && (await isFile(read)) ? read : undefined;
  const file = there ?? (await inWorkspace(called, batch.sourceHash)) ?? (await chosen(called));
  if (!file) return;
  if (BINARY.test(file.path)) {
    await vscode.commands.executeCommand('vscode.open', file);
    return;
  }
  const [first, last] = lines ?? [1, 1];
  const selection = new vscode.Range(first - 1, 0, last - 1, Number.MAX_SAFE_INTEGER);
  await vscode.window.showTextDocument(file, {
    viewColumn: vscode.ViewColumn.Beside,
    preview: true,
    ...(lines && { selection }),
  });
}

/** The file of the workspace that is meant: the one with the same content, else the only one of that name. */
async function inWorkspace(name: string, hash: string): Promise<vscode.Uri | undefined> {
  const pattern = `**/${basename(name).replace(/[*?{}[\]\\!]/g, '?')}`;
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git,.memcube}/**', CANDIDATES);
  if (found.length < 2) return found[0];
  for (const file of found) {
    const bytes = await vscode.workspace.fs.readFile(file);
    if (createHash('sha256').update(bytes).digest('hex') === hash) return file;
  }
  return found.find(({ path }) => path.endsWith(`/${name}`)) ?? found[0];
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function chosen(name: string): Promise<vscode.Uri | undefined> {
  const locate = vscode.l10n.t('Choose the File…');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('“{0}” is not in the folders that are open.', name),
    locate,
  );
  if (choice !== locate) return undefined;
  const [file] = (await vscode.window.showOpenDialog({ canSelectMany: false, title: name })) ?? [];
  return file;
}
