import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import type { KvRow } from '../../engine/model/kvItem';
import { atBoundary } from '../host/boundary';
import { setting } from '../host/settings';
import type { KvHome } from './kvHome';
import type { KvHomes } from './kvHomes';

/** Time without another change after which something is done about stale items, in milliseconds. */
const SETTLE_MS = 1500;

/**
 * Sees items become stale while this window is open, and builds them anew or asks, as the setting says. Items that were
 * stale before are left alone.
 */
export class StaleItems {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** How each item stood when it was seen last. */
  private readonly seen = new Map<string, KvRow['standing']>();
  /** Items that the person was asked about and has not answered yet. */
  private readonly asked = new Set<string>();
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly homes: KvHomes,
    private readonly log: Logger,
  ) {
    this.subscription = homes.onDidChange((cube) => this.lookSoon(cube));
  }

  private lookSoon(cube: vscode.Uri): void {
    const id = cube.toString();
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => void atBoundary(this.log, 'stale KV items', () => this.look(cube)), SETTLE_MS),
    );
  }

  private async look(cube: vscode.Uri): Promise<void> {
    const home = await this.homes.of(cube);
    const rows = await home.rows();
    const turned = rows.filter(({ id, standing }) => standing === 'stale' && this.seen.get(id) === 'ready');
    for (const { id, standing } of rows) this.seen.set(id, standing);
    const { state } = home.shared.model();
    if (turned.length === 0 || (state !== 'idle' && state !== 'ready')) return;
    const wanted = setting('memcube.activation.rebuild');
    if (wanted === 'automatic') await rebuildAll(home, turned);
    else if (wanted === 'ask') void atBoundary(this.log, 'stale KV items', () => this.ask(home, turned));
  }

  private async ask(home: KvHome, turned: readonly KvRow[]): Promise<void> {
    const fresh = turned.filter(({ id }) => !this.asked.has(id));
    const [first] = fresh;
    if (!first) return;
    for (const { id } of fresh) this.asked.add(id);
    const rebuild = vscode.l10n.t('Rebuild');
    const always = vscode.l10n.t('Always');
    const text =
      fresh.length === 1
        ? vscode.l10n.t('The KV item “{0}” is stale: one of its memories has changed.', first.title)
        : vscode.l10n.t('{0} KV items are stale: their memories have changed.', fresh.length);
    const answer = await vscode.window.showInformationMessage(text, rebuild, always);
    for (const { id } of fresh) this.asked.delete(id);
    if (answer === undefined) return;
    if (answer === always) {
      await vscode.workspace
        .getConfiguration()
        .update('memcube.activation.rebuild', 'automatic', vscode.ConfigurationTarget.Global);
    }
    await rebuildAll(home, fresh);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}

/** Builds items anew one after the other, told in the status bar; those that are at it already are left. */
async function rebuildAll(home: KvHome, rows: readonly KvRow[]): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Building KV items anew'),
  };
  await vscode.window.withProgress(options, async (progress) => {
    for (const { id, title } of rows) {
      const now = (await home.rows()).find((row) => row.id === id);
      if (now?.standing !== 'stale' || home.jobs.isBusy(id)) continue;
      progress.report({ message: title });
      await home.rebuild(id);
    }
  });
}
