import * as vscode from 'vscode';
import { withProgress } from '../host/boundary';
import { requireTrust } from '../host/trust';
import type { Settings } from '../ids';
import type { Studio } from '../studio';
import type { ProviderId } from './modelSettings';

type Choice = vscode.QuickPickItem & { run(studio: Studio): Promise<unknown> };

/** An embedding model that is small, well kept and free (Apache-2.0). */
const SUGGESTED = 'hf:nomic-ai/nomic-embed-text-v1.5-GGUF/nomic-embed-text-v1.5.Q8_0.gguf';

/** Asks where vectors shall come from, and keeps the answer in the settings. */
export async function chooseEmbedder(studio: Studio): Promise<void> {
  mustBeTrusted();
  const choices: Choice[] = [
    {
      label: vscode.l10n.t('$(file-binary) A model file on this computer…'),
      detail: vscode.l10n.t('A .gguf file of an embedding model; llama.cpp runs it in a process of its own.'),
      run: chooseFile,
    },
    {
      label: vscode.l10n.t('$(cloud-download) Download a model…'),
      detail: vscode.l10n.t('From Hugging Face, into a folder of this extension.'),
      run: downloadModel,
    },
    {
      label: vscode.l10n.t('$(globe) A server with the API of OpenAI…'),
      detail: vscode.l10n.t('Texts of memories are sent to it. The key is kept in the secret storage.'),
      run: (own) => chooseServer(own, 'openai', 'https://api.openai.com/v1', 'text-embedding-3-small'),
    },
    {
      label: vscode.l10n.t('$(server) Ollama…'),
      detail: vscode.l10n.t('On this computer, or wherever it runs. Texts of memories are sent to it.'),
      run: (own) => chooseServer(own, 'ollama', 'http://127.0.0.1:11434', 'nomic-embed-text'),
    },
    {
      label: vscode.l10n.t('$(circle-slash) None'),
      detail: vscode.l10n.t('Search looks for words only.'),
      run: () => configure({ 'memcube.embedder.provider': 'none' }),
    },
  ];
  const choice = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Where shall vectors come from?'),
    matchOnDetail: true,
  });
  await choice?.run(studio);
}

/** Fetches a model of Hugging Face and uses it. */
export async function downloadModel(studio: Studio): Promise<void> {
  mustBeTrusted();
  const uri = await vscode.window.showInputBox({
    title: vscode.l10n.t('Which model? hf:owner/repository/file.gguf'),
    value: SUGGESTED,
    ignoreFocusOut: true,
  });
  if (uri === undefined) return;
  const { downloadModel: download } = await import('../../engine/inference/files/download');
  const file = await withProgress(vscode.l10n.t('Downloading a model'), (signal, onProgress) =>
    download(uri, {
      folder: studio.modelFolder,
      signal,
      onProgress: (bytes, total) => onProgress(bytes / total),
    }),
  );
  await useFile(studio, file.path);
}

/** Ends the process of the model and starts it again, or connects to the server anew. */
export async function restartModel(studio: Studio): Promise<void> {
  mustBeTrusted();
  await studio.embedders.restart();
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

async function chooseFile(studio: Studio): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the .gguf file of an embedding model'),
      filters: { GGUF: ['gguf'] },
    })) ?? [];
  if (file) await useFile(studio, file.fsPath);
}

async function useFile(studio: Studio, path: string): Promise<void> {
  const { readModelFile } = await import('../../engine/inference/files/modelFile');
  await readModelFile(path);
  await configure({ 'memcube.embedder.model': path, 'memcube.embedder.provider': 'local' });
  await openNow(studio);
}

async function chooseServer(
  studio: Studio,
  provider: ProviderId,
  suggestedUrl: string,
  suggestedModel: string,
): Promise<void> {
  const { serverUrl } = await import('../../engine/inference/servers/server');
  const address = await vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the server'),
    value: suggestedUrl,
    ignoreFocusOut: true,
  });
  if (address === undefined) return;
  const url = serverUrl(address);
  const model = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the embedding model on the server'),
    value: suggestedModel,
    ignoreFocusOut: true,
  });
  if (!model) return;
  if (provider === 'openai' && !(await studio.apiKeys.ask(url))) return;
  await configure({
    'memcube.embedder.url': url,
    'memcube.embedder.model': model,
    'memcube.embedder.provider': provider,
  });
  await openNow(studio);
}

/** Tells at once whether it works. */
async function openNow(studio: Studio): Promise<void> {
  await withProgress(vscode.l10n.t('Loading the model'), () => studio.embedders.restart());
}

async function configure(values: Partial<Settings>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  for (const [name, value] of Object.entries(values)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

function mustBeTrusted(): void {
  requireTrust(vscode.l10n.t('In Restricted Mode no model is run and no server is contacted.'));
}
