import * as vscode from 'vscode';
import { withProgress } from '../host/boundary';
import { requireTrust } from '../host/trust';
import type { Settings } from '../ids';
import type { Studio } from '../studio';
import type { ProviderId } from './modelSettings';
import { roleOf } from './modelsTree';
import { modelServices, roleTexts, type Role } from './roles';

type Choice = vscode.QuickPickItem & { run(studio: Studio): Promise<unknown> };

/** Asks where vectors shall come from, and keeps the answer in the settings. */
export const chooseEmbedder = (studio: Studio): Promise<void> => chooseModel(studio, 'embedder');

/** Asks for the model that reads sources and names topics, and keeps the answer in the settings. */
export const chooseChatModel = (studio: Studio): Promise<void> => chooseModel(studio, 'chat');

async function chooseModel(studio: Studio, role: Role): Promise<void> {
  mustBeTrusted();
  const texts = roleTexts(role);
  const choices: Choice[] = [
    {
      label: vscode.l10n.t('$(file-binary) A model file on this computer…'),
      detail: texts.file,
      run: (own) => chooseFile(own, role),
    },
    {
      label: vscode.l10n.t('$(cloud-download) Download a model…'),
      detail: vscode.l10n.t('From Hugging Face, into a folder of this extension.'),
      run: (own) => download(own, role),
    },
    {
      label: vscode.l10n.t('$(globe) A server with the API of OpenAI…'),
      detail: texts.sent,
      run: (own) => chooseServer(own, role, 'openai', 'https://api.openai.com/v1'),
    },
    {
      label: vscode.l10n.t('$(server) Ollama…'),
      detail: vscode.l10n.t('On this computer, or wherever it runs. Texts of memories are sent to it.'),
      run: (own) => chooseServer(own, role, 'ollama', 'http://127.0.0.1:11434'),
    },
    {
      label: vscode.l10n.t('$(circle-slash) None'),
      detail: texts.without,
      run: () => configure(role, { provider: 'none' }),
    },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: texts.title, matchOnDetail: true });
  await choice?.run(studio);
}

/** Fetches an embedding model of Hugging Face and uses it. */
export async function downloadModel(studio: Studio): Promise<void> {
  mustBeTrusted();
  await download(studio, 'embedder');
}

async function download(studio: Studio, role: Role): Promise<void> {
  const uri = await vscode.window.showInputBox({
    title: vscode.l10n.t('Which model? hf:owner/repository/file.gguf'),
    value: roleTexts(role).download,
    ignoreFocusOut: true,
  });
  if (uri === undefined) return;
  const { downloadModel: fetchModel } = await import('../../engine/inference/files/download');
  const file = await withProgress(vscode.l10n.t('Downloading a model'), (signal, onProgress) =>
    fetchModel(uri, {
      folder: studio.modelFolder,
      signal,
      onProgress: (bytes, total) => onProgress(bytes / total),
    }),
  );
  await useFile(studio, role, file.path);
}

/** Ends the process of the model it was called on, or the embedder, and starts it again; or connects anew. */
export async function restartModel(studio: Studio, args: readonly unknown[]): Promise<void> {
  mustBeTrusted();
  await modelServices(studio)[roleOf(args[0])].restart();
}

/** Asks for the key of a server, for instance of the one that serves the chat model. */
export async function enterServerKey(studio: Studio): Promise<void> {
  mustBeTrusted();
  const { serverUrl } = await import('../../engine/inference/servers/server');
  const address = await vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the server'),
    value: studio.chats.settings.url || studio.embedders.settings.url || 'https://api.openai.com/v1',
    ignoreFocusOut: true,
  });
  if (address === undefined || !(await studio.apiKeys.ask(serverUrl(address)))) return;
  for (const service of [studio.embedders, studio.chats]) service.close();
}

async function chooseFile(studio: Studio, role: Role): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: roleTexts(role).fileTitle,
      filters: { GGUF: ['gguf'] },
    })) ?? [];
  if (file) await useFile(studio, role, file.fsPath);
}

async function useFile(studio: Studio, role: Role, path: string): Promise<void> {
  const { readModelFile } = await import('../../engine/inference/files/modelFile');
  await readModelFile(path);
  await configure(role, { model: path, provider: 'local' });
  await openNow(studio, role);
}

async function chooseServer(
  studio: Studio,
  role: Role,
  provider: 'openai' | 'ollama',
  suggestedUrl: string,
): Promise<void> {
  const texts = roleTexts(role);
  const { serverUrl } = await import('../../engine/inference/servers/server');
  const address = await vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the server'),
    value: suggestedUrl,
    ignoreFocusOut: true,
  });
  if (address === undefined) return;
  const url = serverUrl(address);
  const model = await vscode.window.showInputBox({
    title: texts.onServer,
    value: texts[provider],
    ignoreFocusOut: true,
  });
  if (!model) return;
  if (provider === 'openai' && !(await studio.apiKeys.ask(url))) return;
  await configure(role, { url, model, provider });
  await openNow(studio, role);
}

/** Tells at once whether it works. */
async function openNow(studio: Studio, role: Role): Promise<void> {
  await withProgress(vscode.l10n.t('Loading the model'), () => modelServices(studio)[role].restart());
}

async function configure(
  role: Role,
  values: { readonly provider: ProviderId; readonly model?: string; readonly url?: string },
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  for (const [name, value] of Object.entries(values)) {
    const full: keyof Settings = `memcube.${role}.${name as keyof typeof values}`;
    await configuration.update(full, value, vscode.ConfigurationTarget.Global);
  }
}

function mustBeTrusted(): void {
  requireTrust(vscode.l10n.t('In Restricted Mode no model is run and no server is contacted.'));
}
