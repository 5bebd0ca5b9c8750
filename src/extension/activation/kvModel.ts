import { basename } from 'node:path';
import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { ChatModel, KvRuntime } from '../../engine/inference/ports';
import type { KvModel } from '../../protocol/kvInspector';
import { requireTrust } from '../host/trust';
import type { ModelService } from '../models/modelService';

/** What the chat model of the window is to activation memory; it is not loaded for that. */
export function kvModelOf(chats: ModelService<ChatModel>): KvModel {
  const { settings, state } = chats;
  const name = basename(settings.model).replace(/\.gguf$/i, '');
  if (settings.provider === 'none') {
    const reason = vscode.l10n.t(
      'No chat model is chosen. KV items are kept for a model that runs on this computer.',
    );
    return { state: 'none', name: '', reason };
  }
  if (settings.provider !== 'local') {
    const reason = vscode.l10n.t(
      '{0} runs on a server, which keeps what it has read to itself. Choose a model file on this computer.',
      name,
    );
    return { state: 'server', name, reason };
  }
  if (state === 'restricted') return { state, name, reason: chats.reason ?? '' };
  if (state === 'failed') return { state, name, reason: chats.reason ?? '' };
  return { state: state === 'ready' ? 'ready' : 'idle', name, reason: '' };
}

/**
 * The model that keeps keys and values, opened first where it is not.
 * @throws StudioError `untrusted`, `unavailable`
 */
export async function requireKvModel(chats: ModelService<ChatModel>): Promise<ChatModel & KvRuntime> {
  requireTrust(vscode.l10n.t('In Restricted Mode no model is run and no server is contacted.'));
  const { state, reason } = kvModelOf(chats);
  const model = state === 'none' || state === 'server' ? undefined : await chats.current();
  if (model && isRuntime(model)) return model;
  throw new StudioError('unavailable', reason || (chats.reason ?? ''), {
    remedy: vscode.l10n.t('Choose one in the Models view.'),
  });
}

/** The model where it is open and can keep what it has read. */
export function openKvModel(chats: ModelService<ChatModel>): (ChatModel & KvRuntime) | undefined {
  const { ready } = chats;
  return ready && isRuntime(ready) ? ready : undefined;
}

function isRuntime(model: ChatModel): model is ChatModel & KvRuntime {
  return 'saveSlot' in model && 'restoreSlot' in model;
}
