import * as vscode from 'vscode';
import type { MemoryRow } from '../../engine/model/memory';
import { COMMANDS, ITEMS } from '../ids';
import type { CubeNode, HitNode, KindNode, MemoryNode, MoreNode, TypeNode } from './nodes';

/** Theme colour of a memory type; the same meaning as in the editor's graph. */
const TYPE_COLORS: Record<string, string> = {
  LongTermMemory: 'charts.blue',
  UserMemory: 'charts.green',
  WorkingMemory: 'charts.yellow',
  OuterMemory: 'charts.purple',
  PreferenceMemory: 'charts.orange',
  SkillMemory: 'charts.red',
};

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function cubeItem({ found }: CubeNode, only: boolean): vscode.TreeItem {
  const name = found.description?.name ?? found.folder.path.split('/').pop() ?? '';
  const item = new vscode.TreeItem(name, found.error ? None : only ? Expanded : Collapsed);
  item.id = `cube:${found.folder.fsPath}`;
  item.description = vscode.workspace.asRelativePath(found.folder);
  item.iconPath = new vscode.ThemeIcon(found.error ? 'error' : 'package');
  item.contextValue = found.error ? 'broken' : `${ITEMS.cube}+`;
  item.tooltip = found.error ?? found.folder.fsPath;
  item.resourceUri = found.folder;
  return item;
}

export function kindItem(node: KindNode): vscode.TreeItem {
  const labels = {
    text: vscode.l10n.t('Plaintext memory'),
    activation: vscode.l10n.t('Activation memory'),
    parametric: vscode.l10n.t('Parametric memory'),
    preference: vscode.l10n.t('Preference memory'),
  };
  const icons = {
    text: 'list-tree',
    activation: 'pulse',
    parametric: 'symbol-parameter',
    preference: 'heart',
  };
  const isText = node.kind === 'text' || node.kind === 'preference';
  const name = node.file.path.split('/').pop() ?? '';
  const item = new vscode.TreeItem(node.parent ? name : labels[node.kind], isText ? Expanded : None);
  item.id = `kind:${node.kind}:${node.file.fsPath}`;
  item.description = node.parent ? 'MemOS' : name;
  item.iconPath = new vscode.ThemeIcon(icons[node.kind]);
  item.contextValue = isText ? ITEMS.kind : `${ITEMS.file}-${node.kind}`;
  item.tooltip = node.file.fsPath;
  if (!isText) item.command = { command: COMMANDS.inspectFile, title: '', arguments: [node.file] };
  return item;
}

export function typeItem(node: TypeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.type || vscode.l10n.t('(no type)'), Collapsed);
  item.id = `type:${node.type}:${node.file.fsPath}`;
  item.description = String(node.count);
  item.iconPath = typeIcon(node.type, 'folder');
  item.contextValue = ITEMS.type;
  return item;
}

export function memoryItem(
  node: MemoryNode,
  row: MemoryRow,
  children: number,
  flags: { writable: boolean; tree: boolean },
): vscode.TreeItem {
  const item = new vscode.TreeItem(row.title || vscode.l10n.t('(empty)'), children > 0 ? Collapsed : None);
  item.id = `memory:${node.key}:${node.file.fsPath}:${pathOf(node)}`;
  const marks = [
    row.status !== '' && row.status !== 'activated' ? row.status : '',
    row.uses > 0 ? vscode.l10n.t('{0} uses', row.uses) : '',
    children > 0 ? `(${children})` : '',
  ];
  item.description = marks.filter((mark) => mark !== '').join(' · ');
  const faded = row.status === 'archived' || row.status === 'deleted';
  item.iconPath = typeIcon(row.type, faded ? 'circle-outline' : 'circle-filled', faded);
  item.contextValue = `${ITEMS.memory}${flags.writable ? '+' : ''}${flags.tree ? 'tree' : ''}`;
  item.tooltip = tooltip(row);
  item.command = { command: COMMANDS.revealMemory, title: '', arguments: [node] };
  item.accessibilityInformation = {
    label: [row.title, row.type, row.status, children > 0 ? vscode.l10n.t('{0} children', children) : '']
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/** A memory found by a saved search; it does not open, its place in the tree is elsewhere. */
export function hitItem({ parent, file, key, hit }: HitNode): vscode.TreeItem {
  const { row } = hit;
  const item = new vscode.TreeItem(row.title || vscode.l10n.t('(empty)'), None);
  item.id = `hit:${parent.search.name}:${key}:${file.toString()}`;
  const faded = row.status === 'archived' || row.status === 'deleted';
  item.description = faded ? row.status : '';
  item.iconPath = typeIcon(row.type, faded ? 'circle-outline' : 'circle-filled', faded);
  item.contextValue = ITEMS.memory;
  item.tooltip = tooltip(row);
  item.command = {
    command: COMMANDS.revealMemory,
    title: '',
    arguments: [{ node: 'hit', parent, file, key, hit }],
  };
  return item;
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Load more ({0} of {1} shown)', node.shown, node.total),
    None,
  );
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = ITEMS.more;
  item.command = { command: COMMANDS.loadMore, title: '', arguments: [node] };
  return item;
}

/** The tooltip shows text from the cube as text: no links, no pictures, no commands. */
function tooltip(row: MemoryRow): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.supportHtml = false;
  text.appendText(row.title);
  text.appendMarkdown('\n\n');
  const facts = [row.type, row.status, row.visibility, row.tags.join(', ')].filter((fact) => fact !== '');
  text.appendText(facts.join(' · '));
  text.appendMarkdown('\n\n');
  text.appendText(row.id);
  return text;
}

function typeIcon(type: string, icon: string, faded = false): vscode.ThemeIcon {
  const color = faded ? 'disabledForeground' : TYPE_COLORS[type];
  return color ? new vscode.ThemeIcon(icon, new vscode.ThemeColor(color)) : new vscode.ThemeIcon(icon);
}

function pathOf(node: MemoryNode | TypeNode): string {
  return node.node === 'type' ? node.type : `${pathOf(node.parent)}/${node.key}`;
}
