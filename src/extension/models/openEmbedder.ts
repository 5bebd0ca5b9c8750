import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import type { Embedder } from '../../engine/inference/ports';
import { connectLlama } from '../../protocol/llamaWorker';
import type { EmbedderSettings } from './embedderSettings';

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
  settings: EmbedderSettings,
  { extensionUri, log, key }: OpenContext,
  signal: AbortSignal,
): Promise<Embedder> {
  const { model, url, dimensions, threads, memoryLimit } = settings;
  if (model === '') {
    throw new StudioError('bad-argument', 'No model is chosen.', {
      remedy: 'Choose one in the Models view.',
    });
  }
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
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'workers', 'llama.js').fsPath;
  return LlamaEmbedder.open({ script, connect: connectLlama, model, threads, memoryLimit, log }, signal);
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
