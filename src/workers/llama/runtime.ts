import type { Llama } from 'node-llama-cpp';
import { StudioError } from '../../engine/base/errors';

export type LlamaApi = typeof import('node-llama-cpp');

/**
 * The native runtime, on the processor. Nothing is ever built or downloaded here.
 * @throws StudioError `unavailable` where this package has no runtime for the platform
 */
export async function loadRuntime(): Promise<{ api: LlamaApi; llama: Llama }> {
  try {
    const api = await import('node-llama-cpp');
    const llama = await api.getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: api.LlamaLogLevel.error,
    });
    return { api, llama };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StudioError('unavailable', `The llama.cpp runtime does not start here: ${why}`, {
      cause: error,
    });
  }
}
