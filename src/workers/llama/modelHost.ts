import type { LlamaModel } from 'node-llama-cpp';
import { StudioError, describeError } from '../../engine/base/errors';
import { readModelFile } from '../../engine/inference/files/modelFile';
import { checkFree, modelMemory } from '../../engine/inference/files/modelMemory';
import type { LlamaFacts, LlamaLoad, LlamaStateFacts } from '../../engine/model/llamaWorker';
import { ChatRole, type Told } from './chatRole';
import { EmbedRole } from './embedRole';
import { loadRuntime, type Runtime } from './runtime';

/** Bytes below which an embedder is quickest with one thread: several wait for each other longer than they work. */
const SMALL = 100_000_000;

/** Tokens computed at once: a processor is not quicker with more, and can be stopped sooner; a GPU is. */
const PORTION = { cpu: 128, gpu: 512 };

/** The one model of this process, in the role that it was loaded for. */
export class LlamaModelHost {
  private embedRole: EmbedRole | undefined;
  private chatRole: ChatRole | undefined;
  private loading = false;

  constructor(private readonly told: Told) {}

  /** Throws StudioError `unavailable` without the runtime, `bad-model` for a file that it does not take. */
  async load(request: LlamaLoad): Promise<LlamaFacts | LlamaStateFacts> {
    if (this.loading) throw new StudioError('protocol', 'The process has its model already.');
    this.loading = true;
    const { path, role, slots = 1, adapters = [] } = request;
    const runtime = await loadRuntime(request.gpu ?? 'auto');
    const file = await readModelFile(path);
    // A GPU has memory of its own, which the runtime looks after.
    if (runtime.device === 'cpu') {
      const needed = modelMemory(file, { role, contextSize: request.contextSize, slots });
      checkFree(needed, process.availableMemory());
    }
    const model = await openModel(runtime, path);
    const small = role === 'embed' && file.bytes < SMALL;
    // Set explicitly everywhere: the default takes more threads than there are cores, and is many times slower.
    const threads = request.threads || (small ? 1 : runtime.llama.cpuMathCores);
    const contextSize = Math.min(request.contextSize, model.trainContextSize ?? request.contextSize);
    const { general } = model.fileInfo.metadata;
    const { device, build, note } = runtime;
    const facts: LlamaFacts = {
      architecture: general.architecture,
      name: general.name ?? '',
      dimensions: model.embeddingVectorSize,
      contextSize,
      threads,
      slots: 1,
      device,
      build,
      note,
    };
    if (role === 'embed') {
      this.embedRole = await EmbedRole.open(model, { contextSize, threads });
      return facts;
    }
    const portion = device === 'cpu' ? PORTION.cpu : PORTION.gpu;
    const options = { contextSize, threads, slots, portion, adapters };
    this.chatRole = await ChatRole.open(runtime, model, options, this.told);
    return { ...facts, slots, ...this.chatRole.state };
  }

  embed(params: { texts: string[] }, signal: AbortSignal): Promise<{ vectors: Float32Array[]; cut: number }> {
    if (!this.embedRole) throw new StudioError('protocol', 'No embedder is loaded.');
    return this.embedRole.embed(params.texts, signal);
  }

  get chat(): ChatRole {
    if (!this.chatRole) throw new StudioError('protocol', 'No chat model is loaded.');
    return this.chatRole;
  }
}

async function openModel({ llama }: Runtime, path: string): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath: path });
  } catch (error) {
    throw new StudioError('bad-model', `llama.cpp does not load this model: ${describeError(error)}`, {
      cause: error,
      remedy: 'Choose another model file, or download it again.',
    });
  }
}
