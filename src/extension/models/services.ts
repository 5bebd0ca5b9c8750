import * as vscode from 'vscode';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import { ModelService } from './modelService';
import { chatSettings, embedderSettings } from './modelSettings';
import { openChat, openEmbedder, type OpenContext } from './openModel';

/** The embedder of this window. `models` is the folder of downloaded models. */
export function embedderService(context: OpenContext, models: string): ModelService<Embedder> {
  return new ModelService({
    section: 'memcube.embedder',
    log: context.log,
    settings: () => embedderSettings(models),
    open: (settings, signal) => openEmbedder(settings, context, signal),
    texts: {
      none: vscode.l10n.t('No embedder is chosen; search is lexical.'),
      restricted: vscode.l10n.t(
        'In Restricted Mode no model is run and no server is contacted; search is lexical.',
      ),
    },
  });
}

/** The chat model of this window, which reads sources the fine way and names topics. */
export function chatService(context: OpenContext, models: string): ModelService<ChatModel> {
  return new ModelService({
    section: 'memcube.chat',
    log: context.log,
    settings: () => chatSettings(models),
    open: (settings) => openChat(settings, context),
    texts: {
      none: vscode.l10n.t('No chat model is chosen; sources are read without one.'),
      restricted: vscode.l10n.t('In Restricted Mode no model is run and no server is contacted.'),
    },
  });
}
