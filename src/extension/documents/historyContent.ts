import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { cubeUri } from '../cubes/cubeId';
import { documentText } from './memoryText';
import { memoryUri, parseMemoryUri } from './memoryUri';
import { beforeEntry, type VersionId } from './versions';

/** Versions of memories as read-only documents, for diff editors. */
export class HistoryContent implements vscode.TextDocumentContentProvider {
  constructor(private readonly hub: CubeHub) {}

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { cube, key, as, entry } = parseMemoryUri(uri);
    return this.hub.use(cubeUri(cube), async (data) => {
      const record = await data.recordOf(key, entry ?? '');
      if (record === undefined) return '';
      return documentText(record, (await data.part([key])).format, as);
    });
  }
}

/** Opens a diff of a memory: a version beside what it is now. */
export async function compareWithNow(
  cube: string,
  key: string,
  version: VersionId,
  title: string,
  when: string,
): Promise<void> {
  const left = memoryUri({ cube, key, as: 'record', entry: version }, title);
  const right = memoryUri({ cube, key, as: 'record' }, title);
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    `${title} (${when} ↔ ${vscode.l10n.t('now')})`,
  );
}

/** Opens a diff of what one change did to a memory. */
export async function showChange(
  cube: string,
  key: string,
  entry: string,
  title: string,
  when: string,
): Promise<void> {
  const left = memoryUri({ cube, key, as: 'record', entry: beforeEntry(entry) }, title);
  const right = memoryUri({ cube, key, as: 'record', entry }, title);
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    vscode.l10n.t('{0} (changed {1})', title, when),
  );
}
