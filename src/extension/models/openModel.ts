import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import { connectLlama } from '../../protocol/llamaWorker';
import type { ModelSettings } from './modelSettings';

/** Time for an answer of a server, which may think for long. */
const ANSWER_MS = 300_000;

export interface OpenContext {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  readonly key: (url: string) => Promise<string | undefined>;
}

/**
 * Opens the embedder that the settings name. Its code is loaded here, by need.
 * @throws StudioError as the providers do; `unavailable` where this package has no local runtime
 */
export async function openEmbedder(
  settings: ModelSettings,
  { extensionUri, log, key }: OpenContext,
  signal: AbortSignal,
): Promise<Embedder> {
  const { model, url, dimensions, threads, gpu, memoryLimit } = settings;
  requireModel(model);
  if (settings.provider === 'openai') {
    const { OpenAiEmbedder } = await import('../../engine/inference/servers/openaiEmbedder');
    const more = dimensions > 0 ? { dimensions } : {};
    return OpenAiEmbedder.open({ url, model, key: await key(url), ...more }, signal);
  }
  if (settings.provider === 'ollama') {
    const { OllamaEmbedder } = await import('../../engine/inference/servers/ollamaEmbedder');
    return OllamaEmbedder.open({ url, model }, signal);
  }
  requireRuntime(extensionUri);
  const { LlamaEmbedder } = await import('../../engine/inference/llama/llamaEmbedder');
  const script = workerScript(extensionUri);
  return LlamaEmbedder.open({ script, connect: connectLlama, model, threads, gpu, memoryLimit, log }, signal);
}

/** Opens the chat model that the settings name; a local one is loaded by its first request. Throws as above. */
export async function openChat(
  settings: ModelSettings,
  { extensionUri, log, key }: OpenContext,
): Promise<ChatModel> {
  const { provider, model, url, threads, gpu, contextSize, slots, memoryLimit } = settings;
  requireModel(model);
  if (provider === 'openai') {
    const { OpenAiChat } = await import('../../engine/inference/servers/openaiChat');
    return OpenAiChat.open({ url, model, key: await key(url), timeoutMs: ANSWER_MS });
  }
  if (provider === 'ollama') {
    const { OllamaChat } = await import('../../engine/inference/servers/ollamaChat');
    return OllamaChat.open({ url, model, timeoutMs: ANSWER_MS });
  }
  requireRuntime(extensionUri);
  const [{ LlamaChat }, { readModelFile }] = await Promise.all([
    import('../../engine/inference/llama/llamaChat'),
    import('../../engine/inference/files/modelFile'),
  ]);
  await readModelFile(model);
  const script = workerScript(extensionUri);
  return new LlamaChat({
    script,
    connect: connectLlama,
    model,
    threads,
    gpu,
    contextSize,
    slots,
    memoryLimit,
    log,
  });
}

function requireModel(model: string): void {
  if (model !== '') return;
  throw new StudioError('bad-argument', 'No model is chosen.', {
    remedy: 'Choose one in the Models view.',
  });
}

function workerScript(extensionUri: vscode.Uri): string {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'workers', 'llama.js').fsPath;
}

/** The package for all platforms comes without the native runtime. */
function requireRuntime(extensionUri: vscode.Uri): void {
  // In a package; and where the extension is run from its sources.
  const places = ['dist/node_modules', 'node_modules'];
  const found = places.some((place) =>
    existsSync(vscode.Uri.joinPath(extensionUri, place, 'node-llama-cpp').fsPath),
  );
  if (found) return;
  throw new StudioError('unavailable', 'This package of MemCube Studio has no llama.cpp for your platform.', {
    remedy: 'Install the package of your platform, or choose an embedder that a server provides.',
  });
}
