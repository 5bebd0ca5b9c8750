import { dirname, join, resolve } from 'node:path';
import { LlamaChat } from '../../engine/inference/llama/llamaChat';
import { LlamaEmbedder } from '../../engine/inference/llama/llamaEmbedder';
import type { Embedder } from '../../engine/inference/ports';
import { connectLlama } from '../../protocol/llamaWorker';
import type { CliContext } from '../context';

/** Models that a command was given, GGUF files; each runs in a process of its own until it is disposed. */
export interface Models<Model extends LlamaChat | undefined = LlamaChat | undefined> {
  readonly model: Model;
  readonly embedder: Embedder | undefined;
  dispose(): void;
}

interface Paths {
  readonly model?: string | undefined;
  readonly embedder?: string | undefined;
}

/** Opens them; throws StudioError `not-found`, `bad-model`, `unavailable`. */
export async function openModels(
  context: CliContext,
  paths: Paths & { readonly model: string },
): Promise<Models<LlamaChat>>;
export async function openModels(context: CliContext, paths: Paths): Promise<Models>;
export async function openModels(context: CliContext, paths: Paths): Promise<Models> {
  const script = join(dirname(resolve(process.argv[1] ?? '.')), 'workers', 'llama.js');
  const common = { script, connect: connectLlama, log: context.log };
  const at = (path: string): string => resolve(context.cwd, path);
  const embedder =
    paths.embedder === undefined
      ? undefined
      : await LlamaEmbedder.open({ ...common, model: at(paths.embedder) }, context.signal);
  const model = paths.model === undefined ? undefined : new LlamaChat({ ...common, model: at(paths.model) });
  return {
    model,
    embedder,
    dispose: () => {
      model?.dispose();
      embedder?.dispose();
    },
  };
}
