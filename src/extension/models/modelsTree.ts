import { basename } from 'node:path';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { errorText } from '../host/engineText';
import { COMMANDS, CONTEXTS, ITEMS } from '../ids';
import type { Embedder } from '../../engine/inference/ports';
import type { ModelService, ModelState } from './modelService';
import type { ProviderId } from './modelSettings';

const failed = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));

/** A row of the *Models* tree. */
export type ModelNode = 'embedder' | 'file' | 'server' | 'process' | 'problem';

/** The *Models* tree: the embedder, where it comes from, and the process that runs it. */
export class ModelsTree implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly service: ModelService<Embedder>,
    changed: vscode.EventEmitter<ModelNode | undefined>,
  ) {
    this.subscription = service.onDidChange(() => {
      // Memory is told twice a second.
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        changed.fire(undefined);
      }, 200);
    });
  }

  getChildren(node?: ModelNode): ModelNode[] {
    const { provider } = this.service.settings;
    const none = provider === 'none';
    void vscode.commands.executeCommand('setContext', CONTEXTS.hasEmbedder, !none);
    // The welcome texts of the view say what to do.
    if (none || this.service.state === 'restricted') return [];
    if (!node) return ['embedder'];
    if (node !== 'embedder') return [];
    const problem: ModelNode[] = this.problem() === undefined ? [] : ['problem'];
    return provider === 'local' ? ['file', 'process', ...problem] : ['server', ...problem];
  }

  getTreeItem(node: ModelNode): vscode.TreeItem {
    const items = {
      embedder: () => this.embedderItem(),
      file: () => this.fileItem(),
      server: () => this.serverItem(),
      process: () => this.processItem(),
      problem: () => this.problemItem(),
    };
    const item = items[node]();
    item.id = node;
    return item;
  }

  private embedderItem(): vscode.TreeItem {
    const { settings, ready, state } = this.service;
    const name = basename(settings.model).replace(/\.gguf$/i, '');
    const item = new vscode.TreeItem(
      name || vscode.l10n.t('No model'),
      vscode.TreeItemCollapsibleState.Expanded,
    );
    const where = providerName(settings.provider);
    item.description = ready
      ? vscode.l10n.t('{0} · {1} dimensions', where, ready.tag.dimensions)
      : `${where} · ${stateName(state)}`;
    item.iconPath = state === 'failed' ? failed : new vscode.ThemeIcon('symbol-numeric');
    const what = vscode.l10n.t(
      'Turns memories and questions into vectors, so that search finds what is meant.',
    );
    item.tooltip = ready ? `${ready.tag.name}\n${what}` : what;
    item.contextValue = ITEMS.embedder;
    return item;
  }

  private fileItem(): vscode.TreeItem {
    const path = this.service.settings.model;
    const item = new vscode.TreeItem(vscode.l10n.t('Model file'));
    const bytes = statSync(path, { throwIfNoEntry: false })?.size;
    item.description = bytes === undefined ? vscode.l10n.t('not there') : megabytes(bytes);
    item.iconPath = new vscode.ThemeIcon('file-binary');
    item.tooltip = path;
    item.contextValue = ITEMS.modelFile;
    return item;
  }

  private serverItem(): vscode.TreeItem {
    const { url, model } = this.service.settings;
    const item = new vscode.TreeItem(vscode.l10n.t('Server'));
    item.description = url;
    item.iconPath = new vscode.ThemeIcon('server');
    item.tooltip = `${url} · ${model}`;
    item.contextValue = ITEMS.modelServer;
    return item;
  }

  private processItem(): vscode.TreeItem {
    const status = this.service.process?.status;
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

  private problemItem(): vscode.TreeItem {
    const problem = this.problem() ?? '';
    const item = new vscode.TreeItem(problem);
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.tooltip = problem;
    item.command = { command: COMMANDS.chooseEmbedder, title: '' };
    return item;
  }

  private problem(): string | undefined {
    const { failure, process, reason } = this.service;
    const error = failure ?? process?.status.error;
    return error ? errorText(error) : reason;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
  }
}

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
