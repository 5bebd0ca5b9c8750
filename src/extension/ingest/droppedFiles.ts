import * as vscode from 'vscode';
import { atUri, type FileToRead } from './fileSource';
import { uriList } from './uriList';

/**
 * The files in a drop, from the Explorer or from outside; folders are left out. What has no address, as in a browser,
 * is loaded here, since it is gone when the drop is over.
 */
export async function droppedFiles(transfer: vscode.DataTransfer): Promise<FileToRead[]> {
  const listed = uriList((await transfer.get('text/uri-list')?.asString()) ?? '');
  const uris = listed.map((each) => vscode.Uri.parse(each, true));
  const files: FileToRead[] = [];
  for (const uri of uris) if (await isFile(uri)) files.push(atUri(uri));
  if (uris.length > 0) return files;
  for (const [, item] of transfer) {
    const file = item.asFile();
    if (!file) continue;
    if (file.uri && (await isFile(file.uri))) {
      files.push(atUri(file.uri));
    } else {
      const source = { name: file.name, bytes: await file.data() };
      files.push({ name: file.name, uri: undefined, load: () => Promise.resolve(source) });
    }
  }
  return files;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    // It is named, so reading it shall say why it cannot be.
    return true;
  }
}
