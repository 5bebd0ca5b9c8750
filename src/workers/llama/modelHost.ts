import { stat } from 'node:fs/promises';
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { StudioError } from '../../engine/base/errors';
import type {
  LlamaCompletion,
  LlamaCompletionParams,
  LlamaFacts,
  LlamaLoad,
} from '../../engine/model/llamaWorker';
import { ChatRole } from './chatRole';
import { EmbedRole } from './embedRole';
import { loadRuntime } from './runtime';

/** Bytes below which an embedder is quickest with one thread: several wait for each other longer than they work. */
const SMALL = 100_000_000;

/** The one model of this process, in the role that it was loaded for. */
export class LlamaModelHost {
  private embedder: EmbedRole | undefined;
  private chat: ChatRole | undefined;
  private loading = false;

  /** Throws StudioError `unavailable` without the runtime, `bad-model` for a file that it does not take. */
  async load(request: LlamaLoad): Promise<LlamaFacts> {
    if (this.loading) throw new StudioError('protocol', 'The process has its model already.');
    this.loading = true;
    const { llama, api } = await loadRuntime();
    // Set explicitly everywhere: the default takes more threads than there are cores, and is many times slower.
    const model = await openModel(llama, request.path);
    const small = request.role === 'embed' && (await stat(request.path)).size < SMALL;
    const threads = request.threads || (small ? 1 : llama.cpuMathCores);
    const contextSize = Math.min(request.contextSize, model.trainContextSize ?? request.contextSize);
    if (request.role === 'embed') this.embedder = await EmbedRole.open(model, { contextSize, threads });
    else this.chat = await ChatRole.open(api, llama, model, { contextSize, threads });
    const { general } = model.fileInfo.metadata;
    return {
      architecture: general.architecture,
      name: general.name ?? '',
      dimensions: model.embeddingVectorSize,
      contextSize,
      threads,
    };
  }

  embed(params: { texts: string[] }, signal: AbortSignal): Promise<{ vectors: Float32Array[]; cut: number }> {
    if (!this.embedder) throw new StudioError('protocol', 'No embedder is loaded.');
    return this.embedder.embed(params.texts, signal);
  }

  complete(params: LlamaCompletionParams, signal: AbortSignal): Promise<LlamaCompletion> {
    if (!this.chat) throw new StudioError('protocol', 'No chat model is loaded.');
    return this.chat.complete(params, signal);
  }
}

async function openModel(llama: Llama, path: string): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath: path });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StudioError('bad-model', `llama.cpp does not load this model: ${why}`, { cause: error });
  }
}
