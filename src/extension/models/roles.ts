import * as vscode from 'vscode';
import type { Disposable } from '../../engine/base/events';
import type { Studio } from '../studio';
import type { ModelService } from './modelService';

/** What a model is for; also the middle of the names of its settings, `memcube.<role>.model`. */
export const ROLES = ['embedder', 'chat'] as const;
export type Role = (typeof ROLES)[number];

/** The models of a window by what they are for. */
export type ModelServices = Readonly<Record<Role, ModelService<Disposable>>>;

/** The models of this window. */
export const modelServices = ({ embedders, chats }: Studio): ModelServices => ({
  embedder: embedders,
  chat: chats,
});

/** What people are told and offered when they choose a model. */
export interface RoleTexts {
  readonly title: string;
  readonly file: string;
  readonly fileTitle: string;
  readonly sent: string;
  readonly onServer: string;
  readonly without: string;
  /** Small, well kept and free (Apache-2.0), in the form that `downloadModel` takes. */
  readonly download: string;
  /** Names that the servers know. */
  readonly openai: string;
  readonly ollama: string;
}

/** The texts of a role, and models to begin with. */
export function roleTexts(role: Role): RoleTexts {
  if (role === 'embedder') {
    return {
      title: vscode.l10n.t('Where shall vectors come from?'),
      file: vscode.l10n.t('A .gguf file of an embedding model; llama.cpp runs it in a process of its own.'),
      fileTitle: vscode.l10n.t('Choose the .gguf file of an embedding model'),
      sent: vscode.l10n.t('Texts of memories are sent to it. The key is kept in the secret storage.'),
      onServer: vscode.l10n.t('Name of the embedding model on the server'),
      without: vscode.l10n.t('Search looks for words only.'),
      download: 'hf:nomic-ai/nomic-embed-text-v1.5-GGUF/nomic-embed-text-v1.5.Q8_0.gguf',
      openai: 'text-embedding-3-small',
      ollama: 'nomic-embed-text',
    };
  }
  return {
    title: vscode.l10n.t('Which model shall read sources and name topics?'),
    file: vscode.l10n.t('A .gguf file of a chat model; llama.cpp runs it in a process of its own.'),
    fileTitle: vscode.l10n.t('Choose the .gguf file of a chat model'),
    sent: vscode.l10n.t('What is read is sent to it. The key is kept in the secret storage.'),
    onServer: vscode.l10n.t('Name of the chat model on the server'),
    without: vscode.l10n.t('Sources are read by rules, and topics named by their words.'),
    download: 'hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf',
    openai: 'gpt-4o-mini',
    ollama: 'qwen2.5:3b',
  };
}
