import type { Llama } from 'node-llama-cpp';
import { StudioError, describeError } from '../../engine/base/errors';
import type { GpuChoice } from '../../engine/model/llamaWorker';

export type LlamaApi = typeof import('node-llama-cpp');

export interface Runtime {
  readonly api: LlamaApi;
  readonly llama: Llama;
  /** `cpu`, `cuda`, `vulkan` or `metal`. */
  readonly device: string;
  /** For instance `node-llama-cpp 3.22.1, llama.cpp b7000`. */
  readonly build: string;
  /** Why it is not the GPU that was asked for. */
  readonly note: string | undefined;
}

/**
 * The native runtime, on the GPU that is asked for, or on the processor where that is not to be had. Nothing is ever
 * built or downloaded here.
 * @throws StudioError `unavailable` where this package has no runtime for the platform
 */
export async function loadRuntime(gpu: GpuChoice): Promise<Runtime> {
  try {
    const api = await import('node-llama-cpp');
    const llama = await start(api, gpu);
    const device = llama.gpu === false ? 'cpu' : llama.gpu;
    const wanted = gpu !== 'auto' && gpu !== 'off' && gpu !== device;
    const { release } = llama.llamaCppRelease;
    return {
      api,
      llama,
      device,
      build: `node-llama-cpp ${await api.getModuleVersion()}, llama.cpp ${release}`,
      note: wanted
        ? `There is no ${gpu} here that this package can use; the model runs on the processor.`
        : undefined,
    };
  } catch (error) {
    throw new StudioError(
      'unavailable',
      `The llama.cpp runtime does not start here: ${describeError(error)}`,
      {
        cause: error,
        remedy: 'Install the package of this platform, or choose a model that a server provides.',
      },
    );
  }
}

async function start(api: LlamaApi, gpu: GpuChoice): Promise<Llama> {
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: api.LlamaLogLevel.error,
  } as const;
  if (gpu === 'off') return api.getLlama({ ...options, gpu: false });
  try {
    return await api.getLlama({ ...options, gpu });
  } catch (error) {
    if (!(error instanceof api.NoBinaryFoundError)) throw error;
    return api.getLlama({ ...options, gpu: false });
  }
}
