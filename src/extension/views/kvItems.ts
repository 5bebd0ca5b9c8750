import * as vscode from 'vscode';
import type { KvRow, KvStanding, KvTier } from '../../engine/model/kvItem';
import { COMMANDS, ITEMS } from '../ids';
import type { KvGroupNode, KvItemNode } from './nodes';

const { Expanded, None } = vscode.TreeItemCollapsibleState;

/** The activation memory of a cube. */
export function kvGroupItem({ file, rows }: KvGroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Activation memory'), Expanded);
  item.id = `kv:${file.toString()}`;
  const stale = rows.filter(({ standing }) => standing === 'stale').length;
  item.description =
    stale > 0 ? vscode.l10n.t('{0} items · {1} stale', rows.length, stale) : String(rows.length);
  item.iconPath = new vscode.ThemeIcon('pulse');
  item.contextValue = ITEMS.kvGroup;
  item.tooltip = vscode.l10n.t('What the model has read is kept, and need not be read again.');
  return item;
}

/** An item; choosing it opens the KV inspector. */
export function kvRowItem(node: KvItemNode): vscode.TreeItem {
  const { file, row } = node;
  const item = new vscode.TreeItem(row.title || row.id, None);
  item.id = `kv:${row.id}:${file.toString()}`;
  item.description = descriptionOf(row);
  item.iconPath = iconOf(row);
  item.contextValue = `${ITEMS.kvItem}-${row.standing}${row.pinned ? '-pinned' : ''}`;
  item.tooltip = tooltipOf(row);
  item.command = { command: COMMANDS.openKvInspector, title: '', arguments: [node] };
  item.accessibilityInformation = { label: `${row.title || row.id}, ${item.description}` };
  return item;
}

function descriptionOf(row: KvRow): string {
  const marks = [
    row.standing === 'ready' ? '' : standingName(row.standing),
    row.pinned ? vscode.l10n.t('pinned') : '',
    tokensOf(row),
    megabytes(row.bytes),
    tierName(row.tier),
  ];
  return marks.filter((mark) => mark !== '').join(' · ');
}

function iconOf({ standing, pinned, tier, differs }: KvRow): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('list.warningForeground');
  const icons: Record<Exclude<KvStanding, 'ready'>, vscode.ThemeIcon> = {
    stale: new vscode.ThemeIcon('warning', warning),
    expired: new vscode.ThemeIcon('watch', warning),
    foreign: new vscode.ThemeIcon('shield', warning),
    broken: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  };
  if (standing !== 'ready') return icons[standing];
  if (differs.length > 0) return new vscode.ThemeIcon('question', warning);
  if (pinned) return new vscode.ThemeIcon('pinned', new vscode.ThemeColor('charts.green'));
  const tiers: Record<KvTier, string> = { ram: 'zap', disk: 'database', cold: 'archive' };
  return new vscode.ThemeIcon(tiers[tier], new vscode.ThemeColor('charts.green'));
}

/** Titles come from the cube and are shown as text. */
function tooltipOf(row: KvRow): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.supportHtml = false;
  const line = (words: string): void => {
    text.appendText(words);
    text.appendMarkdown('\n\n');
  };
  line(row.title || row.id);
  if (row.reason !== '') line(row.reason);
  if (row.differs.length > 0) line(vscode.l10n.t('It was made for another model, or another setting of it.'));
  for (const { source, kind } of row.changes.slice(0, 5)) {
    line(
      kind === 'removed'
        ? vscode.l10n.t('Removed: {0}', source.title)
        : vscode.l10n.t('Changed: {0}', source.title),
    );
  }
  line(`${tokensOf(row)} · ${megabytes(row.bytes)} · ${tierName(row.tier)}`);
  const restored =
    row.restoreMs === null ? '' : vscode.l10n.t('Bringing it back: {0} ms', Math.round(row.restoreMs));
  line(
    [vscode.l10n.t('Computing it: {0} ms', Math.round(row.prefillMs)), restored].filter(Boolean).join(' · '),
  );
  if (row.hits > 0) {
    line(vscode.l10n.t('Used {0} times, {1} s saved', row.hits, (row.savedMs / 1000).toFixed(1)));
  }
  return text;
}

const tokensOf = ({ tokens }: KvRow): string =>
  vscode.l10n.t('{0} tokens', tokens.toLocaleString(vscode.env.language));

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

function tierName(tier: KvTier): string {
  const names = {
    ram: vscode.l10n.t('in memory'),
    disk: vscode.l10n.t('on disk'),
    cold: vscode.l10n.t('compressed'),
  };
  return names[tier];
}

function standingName(standing: KvStanding): string {
  const names = {
    ready: vscode.l10n.t('ready'),
    stale: vscode.l10n.t('stale'),
    expired: vscode.l10n.t('expired'),
    foreign: vscode.l10n.t('foreign'),
    broken: vscode.l10n.t('broken'),
  };
  return names[standing];
}
