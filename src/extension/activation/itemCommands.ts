import * as vscode from 'vscode';
import { cubeTarget } from '../commands/targets';
import type { Studio } from '../studio';
import { isNode } from '../views/nodes';
import { withTokenProgress } from './kvProgress';
import { kvTarget } from './kvTarget';
import { removeItem } from './removeItem';

type Args = readonly unknown[];

/** Shows the KV items of a cube, one of them where the command was called on it. */
export async function openKvInspector(studio: Studio, args: Args): Promise<void> {
  const [first] = args;
  const item = isNode(first) && first.node === 'kvItem' ? first.row.id : null;
  const cube = await cubeTarget(studio, args);
  if (cube) (await studio.activation()).panels.open(cube, item);
}

/** Builds an item anew from its memories as they are now; what has not changed at its beginning is taken over. */
export async function rebuildKvItem(studio: Studio, args: Args): Promise<void> {
  const target = await kvTarget(studio, args, vscode.l10n.t('Build which KV item anew?'));
  if (!target) return;
  const { home, id } = target;
  const { title } = await home.manager().item(id);
  await withTokenProgress(home, vscode.l10n.t('Building the KV item “{0}” anew', title), (signal) =>
    home.rebuild(id, signal),
  );
}

/** Brings an item into the running model. */
export async function wakeKvItem(studio: Studio, args: Args): Promise<void> {
  const target = await kvTarget(studio, args, vscode.l10n.t('Load which KV item into memory?'));
  if (target) await target.home.wake(target.id);
}

/** Keeps an item whatever the budget and its age. */
export const pinKvItem = (studio: Studio, args: Args): Promise<void> => pin(studio, args, true);

/** Keeps it no longer than others. */
export const unpinKvItem = (studio: Studio, args: Args): Promise<void> => pin(studio, args, false);

async function pin(studio: Studio, args: Args, pinned: boolean): Promise<void> {
  const question = pinned ? vscode.l10n.t('Pin which KV item?') : vscode.l10n.t('Unpin which KV item?');
  const target = await kvTarget(studio, args, question);
  if (target) await target.home.manager().pin(target.id, pinned);
}

/** Removes an item after asking. */
export async function deleteKvItem(studio: Studio, args: Args): Promise<void> {
  const target = await kvTarget(studio, args, vscode.l10n.t('Delete which KV item?'));
  if (target) await removeItem(target.home, target.id);
}
