import * as vscode from 'vscode';
import { conflictSide } from '../editors/conflictDiff';
import type { KvHome } from './kvHome';

/** Opens a diff editor: what a memory said when an item was built beside what it says now. */
export async function openSourceDiff(home: KvHome, id: string, key: string): Promise<void> {
  const row = (await home.rows()).find((each) => each.id === id);
  const change = row?.changes.find(({ source }) => source.key === key);
  if (!row || change?.kind !== 'changed') return;
  const { source, text } = change;
  const side = (name: string, content: string) =>
    conflictSide(home.uri, name, { key, path: ['memory'] }, content, 'md');
  await vscode.commands.executeCommand(
    'vscode.diff',
    side(`kv-then-${id}`, source.text),
    side(`kv-now-${id}`, text),
    vscode.l10n.t('{0}: in the KV item ↔ now', source.title),
    { preview: true },
  );
}
