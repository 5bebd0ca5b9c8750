import * as vscode from 'vscode';
import type { ChatModel } from '../../engine/inference/ports';
import type { ModelService } from '../models/modelService';

export type Mode = 'fast' | 'fine';

/**
 * How to read: asked only where there is a chat model that could read, else without one. Undefined when the person
 * changes their mind.
 */
export async function chooseMode(chats: ModelService<ChatModel>): Promise<Mode | undefined> {
  const { state, settings, reason } = chats;
  if (state === 'none' || state === 'restricted') return 'fast';
  const items: (vscode.QuickPickItem & { readonly mode: Mode })[] = [
    {
      mode: 'fast',
      label: vscode.l10n.t('$(zap) Fast'),
      detail: vscode.l10n.t(
        'Keeps the text as it is, in portions with titles, tags and dates. No chat model is asked.',
      ),
    },
    {
      mode: 'fine',
      label: vscode.l10n.t('$(sparkle) Fine'),
      description: settings.model.split(/[\\/]/).pop() ?? '',
      detail:
        reason ??
        (settings.provider === 'local'
          ? vscode.l10n.t(
              'The chat model draws single memories out of the text. It takes seconds for each portion.',
            )
          : vscode.l10n.t(
              'The chat model draws single memories out of the text, which is sent to {0}.',
              settings.url,
            )),
    },
  ];
  const options = { title: vscode.l10n.t('How shall it be read?'), matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.mode;
}
