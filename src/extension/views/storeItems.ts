import * as vscode from 'vscode';
import { countText } from '../host/countText';
import { ITEMS } from '../ids';
import { placeOf, type Connection } from '../stores/connections';
import type { ConnectionState } from '../stores/stores';
import type { TenantNode } from './nodes';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** A connection with how it does: its icon, and in words beside its name and for screen readers. */
export function connectionItem(connection: Connection, state: ConnectionState): vscode.TreeItem {
  const item = new vscode.TreeItem(connection.name, Collapsed);
  // Another id for each state makes VS Code ask again for what is below.
  item.id = `connection:${connection.id}:${state.is === 'away' || state.is === 'retrying' ? 'away' : ''}`;
  const words = {
    unknown: '',
    connecting: vscode.l10n.t('connecting…'),
    connected: vscode.l10n.t('connected'),
    away: vscode.l10n.t('away'),
    retrying: vscode.l10n.t('away, trying again…'),
  }[state.is];
  item.description = [words, placeOf(connection)].filter((part) => part !== '').join(' · ');
  item.iconPath = iconOf(state);
  item.contextValue = `${ITEMS.connection}-${connection.kind}`;
  item.tooltip = 'message' in state ? `${placeOf(connection)}\n${state.message}` : placeOf(connection);
  item.accessibilityInformation = { label: [connection.name, words].filter(Boolean).join(', ') };
  return item;
}

function iconOf({ is }: ConnectionState): vscode.ThemeIcon {
  if (is === 'connecting' || is === 'retrying') return new vscode.ThemeIcon('sync~spin');
  if (is === 'away') {
    return new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground'));
  }
  const color = is === 'connected' ? new vscode.ThemeColor('charts.green') : undefined;
  return new vscode.ThemeIcon('database', color);
}

export function tenantItem({ parent, name, memories, file }: TenantNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name ?? parent.connection.name, Collapsed);
  item.id = `tenant:${file.toString()}`;
  if (memories !== undefined) item.description = countText(memories, 'memories');
  item.iconPath = new vscode.ThemeIcon('package');
  item.contextValue = ITEMS.tenant;
  item.tooltip = `${placeOf(parent.connection)}\n${name ?? ''}`;
  return item;
}

export function noteItem(text: string): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.iconPath = new vscode.ThemeIcon('info');
  item.tooltip = text;
  return item;
}
