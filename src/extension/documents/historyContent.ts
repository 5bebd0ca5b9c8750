import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { documentText } from './memoryText';
import { memoryUri, parseMemoryUri } from './memoryUri';

/** Versions of memories as read-only documents, for diff editors. */
export class HistoryContent implements vscode.TextDocumentContentProvider {
  constructor(private readonly hub: CubeHub) {}

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { cube, key, as, entry } = parseMemoryUri(uri);
    return this.hub.use(vscode.Uri.file(cube), async ({ session }) => {
      const record = await session.valueAt(key, entry ?? '');
      return record === undefined ? '' : documentText(record, session.memory.format, as);
    });
  }
}

/** Opens a diff of a memory: the version of an entry beside what it is now. */
export async function openVersionDiff(
  cube: string,
  key: string,
  entry: string,
  title: string,
  when: string,
): Promise<void> {
  const left = memoryUri({ cube, key, as: 'record', entry }, title);
  const right = memoryUri({ cube, key, as: 'record' }, title);
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    `${title} (${when} ↔ ${vscode.l10n.t('now')})`,
  );
}
