import { basename } from 'node:path';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Disposable } from '../../engine/base/events';
import { kvRuntimeOf } from '../../engine/inference/kvRuntime';
import type { Embedder } from '../../engine/inference/ports';
import { engineText, errorText } from '../host/engineText';
import { COMMANDS, ITEMS } from '../ids';
import type { ModelService, ModelState } from './modelService';
import type { ProviderId } from './modelSettings';
import type { ModelNode } from './modelsTree';
import type { Role } from './roles';

type Service = ModelService<Disposable>;

const failed = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));

const choose = { embedder: COMMANDS.chooseEmbedder, chat: COMMANDS.chooseChatModel } as const;

/** What a row of the *Models* tree shows. */
export function modelItem(service: Service, { role, part }: ModelNode): vscode.TreeItem {
  const items = {
    model: () => (service.settings.provider === 'none' ? noneItem(service, role) : rowOf(service, role)),
    file: () => fileItem(service),
    server: () => serverItem(service),
    process: () => processItem(service),
    computing: () => computingItem(service, role),
    problem: () => problemItem(service, role),
  };
  return items[part]();
}

/** Why a model does not work; undefined where it does, or was not tried. */
export function problemOf({ failure, process, reason }: Service): string | undefined {
  const error = failure ?? process?.status.error;
  return error ? errorText(error) : reason;
}

function rowOf({ settings, ready, state }: Service, role: Role): vscode.TreeItem {
  const name = basename(settings.model).replace(/\.gguf$/i, '');
  const item = new vscode.TreeItem(roleName(role), vscode.TreeItemCollapsibleState.Expanded);
  item.id = role;
  const tag = ready && 'tag' in ready ? (ready as Embedder).tag : undefined;
  const how = tag ? vscode.l10n.t('{0} dimensions', tag.dimensions) : stateName(state);
  item.description = `${name || vscode.l10n.t('no model')} · ${how}`;
  item.iconPath = state === 'failed' ? failed : iconOf(role);
  const where = `${tag?.name ?? name} · ${providerName(settings.provider)}`;
  item.tooltip = [where, purpose(role), ...limits(role, ready)].join('\n');
  item.contextValue = role === 'embedder' ? ITEMS.embedder : ITEMS.chatModel;
  return item;
}

/** What a model of a server cannot do. */
function limits(role: Role, ready: Disposable | undefined): string[] {
  if (role !== 'chat' || !ready || kvRuntimeOf(ready)) return [];
  return [
    vscode.l10n.t('A server answers: its keys and values cannot be kept, and adapters cannot be put on it.'),
  ];
}

/** A role without a model: what that means, and a click chooses one. */
function noneItem({ reason }: Service, role: Role): vscode.TreeItem {
  const item = new vscode.TreeItem(roleName(role));
  // Another row than that of a model, which would be folded like this one.
  item.id = `${role}/none`;
  item.description =
    role === 'embedder'
      ? vscode.l10n.t('none · search by words')
      : vscode.l10n.t('none · sources read by rules');
  item.iconPath = iconOf(role);
  item.tooltip = reason === undefined ? purpose(role) : `${reason}\n${purpose(role)}`;
  item.contextValue = role === 'embedder' ? ITEMS.embedder : ITEMS.chatModel;
  item.command = { command: choose[role], title: '' };
  return item;
}

function fileItem({ settings }: Service): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Model file'));
  const bytes = statSync(settings.model, { throwIfNoEntry: false })?.size;
  item.description = bytes === undefined ? vscode.l10n.t('not there') : megabytes(bytes);
  item.iconPath = new vscode.ThemeIcon('file-binary');
  item.tooltip = settings.model;
  item.contextValue = ITEMS.modelFile;
  return item;
}

function serverItem({ settings: { url, model } }: Service): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Server'));
  item.description = url;
  item.iconPath = new vscode.ThemeIcon('server');
  item.tooltip = `${url} · ${model}`;
  item.contextValue = ITEMS.modelServer;
  return item;
}

function processItem({ process }: Service): vscode.TreeItem {
  const status = process?.status;
  const item = new vscode.TreeItem(vscode.l10n.t('Process'));
  const parts = [processState(status?.state)];
  if (status?.pid !== undefined) parts.push(vscode.l10n.t('pid {0}', status.pid));
  if (status?.memory !== undefined) parts.push(megabytes(status.memory));
  item.description = parts.join(' · ');
  item.iconPath = status?.state === 'failed' ? failed : new vscode.ThemeIcon('server-process');
  item.tooltip = status?.facts
    ? vscode.l10n.t(
        'llama.cpp in a process of its own: {0}, {1} threads, texts of up to {2} tokens',
        status.facts.architecture,
        status.facts.threads,
        status.facts.contextSize,
      )
    : vscode.l10n.t('llama.cpp in a process of its own; it starts when it is needed');
  item.contextValue = ITEMS.modelProcess;
  return item;
}

/** What a local model computes with; a click leads to its settings. */
function computingItem({ process }: Service, role: Role): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Computing'));
  const facts = process?.status.facts;
  if (!facts) return item;
  const { device, threads, slots, contextSize, build, note } = facts;
  const unit = device === 'cpu' ? vscode.l10n.t('processor') : device.toUpperCase();
  const parts = [
    unit,
    threads === 1 ? vscode.l10n.t('1 thread') : vscode.l10n.t('{0} threads', threads),
    role === 'chat'
      ? vscode.l10n.t('{0} slots of {1} tokens', slots, contextSize)
      : vscode.l10n.t('texts of up to {0} tokens', contextSize),
  ];
  item.description = parts.join(' · ');
  item.iconPath =
    note === undefined
      ? new vscode.ThemeIcon('chip')
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const told = note === undefined ? [] : [engineText(note)];
  item.tooltip = [parts.join(' · '), ...told, build].join('\n');
  item.contextValue = ITEMS.modelComputing;
  item.command = {
    command: 'workbench.action.openSettings',
    title: '',
    arguments: [`memcube.${role}`],
  };
  return item;
}

function problemItem(service: Service, role: Role): vscode.TreeItem {
  const problem = problemOf(service) ?? '';
  const item = new vscode.TreeItem(problem);
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = problem;
  item.command = { command: choose[role], title: '' };
  return item;
}

const iconOf = (role: Role): vscode.ThemeIcon =>
  new vscode.ThemeIcon(role === 'embedder' ? 'symbol-numeric' : 'comment-discussion');

const roleName = (role: Role): string =>
  role === 'embedder' ? vscode.l10n.t('Embedder') : vscode.l10n.t('Chat model');

const purpose = (role: Role): string =>
  role === 'embedder'
    ? vscode.l10n.t('Turns memories and questions into vectors, so that search finds what is meant.')
    : vscode.l10n.t('Reads dialogues and documents into memories, and names topics.');

function providerName(provider: ProviderId): string {
  const names = { none: '', local: 'llama.cpp', openai: 'OpenAI API', ollama: 'Ollama' };
  return names[provider];
}

function stateName(state: ModelState): string {
  const names = {
    none: '',
    restricted: vscode.l10n.t('Restricted Mode'),
    closed: vscode.l10n.t('not loaded yet'),
    opening: vscode.l10n.t('loading'),
    ready: vscode.l10n.t('ready'),
    failed: vscode.l10n.t('failed'),
  };
  return names[state];
}

function processState(state: 'stopped' | 'starting' | 'ready' | 'busy' | 'failed' | undefined): string {
  const names = {
    stopped: vscode.l10n.t('not running'),
    starting: vscode.l10n.t('loading'),
    ready: vscode.l10n.t('ready'),
    busy: vscode.l10n.t('at work'),
    failed: vscode.l10n.t('failed'),
  };
  return names[state ?? 'stopped'];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
