import * as vscode from 'vscode';

/** Whether a file starts with the byte order mark of UTF-8. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/**
 * Takes the byte order mark off a file and leaves all else as it is. A text document does not show the
 * mark, so no edit of the document could do it.
 */
export async function removeByteOrderMark(uri: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (hasByteOrderMark(bytes)) await vscode.workspace.fs.writeFile(uri, bytes.subarray(3));
}
