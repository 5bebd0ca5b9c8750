import * as vscode from 'vscode';
import { compareWithNow, showChange } from '../documents/historyContent';
import { memoryUri } from '../documents/memoryUri';
import { beforeEntry, entryId } from '../documents/versions';
import type { CubeData } from '../cubes/cubeData';
import { cubeId } from '../cubes/cubeId';
import { countText } from '../host/countText';
import { engineText } from '../host/engineText';
import type { Studio } from '../studio';
import { cubeTarget, memoryTarget, mustBeWritable } from './targets';

/** Lists the changes of a memory; choosing one shows what it did, its buttons compare and restore. */
export async function showHistory(studio: Studio, args: readonly unknown[]): Promise<void> {
  const target = await memoryTarget(studio, args, vscode.l10n.t('Show the history of which memory?'));
  if (!target) return;
  const key = target.keys[0]!;
  const lease = await studio.hub.acquire(target.file);
  const { cube } = lease;
  const title = await titleOf(cube, key);
  const entries = await cube.history(key);
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '“{0}” has no history yet: changes are kept from the moment a cube is first edited here.',
        title,
      ),
    );
    lease.dispose();
    return;
  }
  const compare: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('git-compare'),
    tooltip: vscode.l10n.t('Compare with now'),
  };
  const restore: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: vscode.l10n.t('Restore this version'),
  };
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { id: string; when: string }>();
  picker.title = vscode.l10n.t('History of “{0}”', title);
  picker.placeholder = vscode.l10n.t('Choose a change to see what it did');
  const buttons = cube.readOnly ? [compare] : [compare, restore];
  const oldest = entries.at(-1)!;
  picker.items = [
    ...entries.map((entry) => ({
      label: `$(${entry.saved ? 'git-commit' : 'circle-outline'}) ${engineText(entry.reason) || entry.actor}`,
      description: `${entry.actor} · ${when(entry.at)}`,
      ...(entry.saved ? {} : { detail: vscode.l10n.t('not saved yet') }),
      buttons,
      id: entryId(entry),
      when: when(entry.at),
    })),
    {
      label: `$(archive) ${vscode.l10n.t('Before the first change')}`,
      buttons,
      id: beforeEntry(entryId(oldest)),
      when: vscode.l10n.t('at first'),
    },
  ];
  picker.onDidAccept(() => {
    const [item] = picker.selectedItems;
    const show = item?.id.endsWith('^') ? compareWithNow : showChange;
    if (item) void studio.run('diff', () => show(cubeId(cube.uri), key, item.id, title, item.when));
    picker.hide();
  });
  picker.onDidTriggerItemButton(({ item, button }) => {
    if (button === compare)
      void studio.run('diff', () => compareWithNow(cubeId(cube.uri), key, item.id, title, item.when));
    else void studio.run('restore', () => restoreVersion(cube, key, item.id));
    picker.hide();
  });
  picker.onDidHide(() => {
    picker.dispose();
    lease.dispose();
  });
  picker.show();
}

/** Makes a memory what it was before a change. */
export async function restoreVersion(cube: CubeData, key: string, entry: string): Promise<void> {
  mustBeWritable(cube);
  const ops = await cube.restoreOps(key, entry);
  const title = await titleOf(cube, key);
  await cube.edit(ops, vscode.l10n.t('Restore an earlier version of “{0}”', title));
}

/** Lists the changes of a whole cube, newest first; choosing one opens the cube as of that moment. */
export async function cubeHistory(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  await studio.hub.use(file, async (cube) => {
    const entries = await cube.cubeHistory();
    if (entries.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no history yet.', cube.name));
      return;
    }
    const items = entries.map((entry) => ({
      label: `$(${entry.saved ? 'git-commit' : 'circle-outline'}) ${engineText(entry.reason) || entry.actor}`,
      description: `${entry.actor} · ${when(entry.at)}`,
      detail: countText(entry.keys.length, 'memories'),
      entry,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('History of {0}', cube.name),
      placeHolder: vscode.l10n.t('Choose a change to see which memories it touched'),
      matchOnDescription: true,
    });
    if (!chosen) return;
    const part = await cube.part(chosen.entry.keys);
    const memories = chosen.entry.keys.map((key) => ({ label: part.row(key)?.title ?? key, key }));
    const memory =
      memories.length === 1
        ? memories[0]
        : await vscode.window.showQuickPick(memories, { title: vscode.l10n.t('Which memory?') });
    const { changeId, seq, at } = chosen.entry;
    if (memory)
      await showChange(cubeId(file), memory.key, changeId ?? `seq-${seq ?? 0}`, memory.label, when(at));
  });
}

/** Opens the text-memory file as it was at a moment, read-only, beside what it is now. */
export async function cubeAsOf(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  const name = await studio.hub.useFolder(file, (cube) => cube.name);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} as of which time?', name),
    prompt: vscode.l10n.t('For example 2026-11-23 14:30'),
    value: isoMinute(new Date()),
    validateInput: (value) =>
      Number.isNaN(Date.parse(value)) ? vscode.l10n.t('This is no date.') : undefined,
  });
  if (text === undefined) return;
  const then = studio.asOf.uri(file, new Date(Date.parse(text)));
  const now = studio.asOf.uri(file);
  await vscode.commands.executeCommand('vscode.diff', then, now, vscode.l10n.t('{0}: {1} ↔ now', name, text));
}

/** Opens a memory as a text document. */
export async function editAs(studio: Studio, args: readonly unknown[], as: 'text' | 'record'): Promise<void> {
  const target = await memoryTarget(studio, args, vscode.l10n.t('Open which memory?'));
  if (!target) return;
  for (const key of target.keys.slice(0, 10)) {
    const title = await studio.hub.use(target.file, (cube) => titleOf(cube, key));
    const uri = memoryUri({ cube: cubeId(target.file), key, as }, title);
    await vscode.window.showTextDocument(uri, { preview: false });
  }
}

async function titleOf(cube: CubeData, key: string): Promise<string> {
  return (await cube.part([key])).row(key)?.title ?? key;
}

const when = (at: number | string): string => new Date(at).toLocaleString(vscode.env.language);

function isoMinute(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
