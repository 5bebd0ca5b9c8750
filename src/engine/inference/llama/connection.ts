import type { ChildProcess } from 'node:child_process';
import { StudioError, type ErrorCode } from '../../base/errors';
import type { LlamaEvents, LlamaRequests } from '../../model/llamaWorker';

/** The conversation with a worker; `connectLlama` of src/protocol makes one from a child process. */
export interface LlamaConnection {
  request<N extends keyof LlamaRequests>(
    name: N,
    params: LlamaRequests[N]['params'],
    signal?: AbortSignal,
  ): Promise<LlamaRequests[N]['result']>;
  on<N extends keyof LlamaEvents>(name: N, listener: (body: LlamaEvents[N]) => void): () => void;
  dispose(): void;
}

export type ConnectLlama = (child: ChildProcess) => LlamaConnection;

/** What to do about an error of the worker, by its code. */
const remedies: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Install the package of this platform, or choose another provider of embeddings.',
  'bad-model': 'Choose another model file, or download it again.',
  'bad-argument': 'Use a shorter text, or a model with more room.',
};

const known = new Set<string>([...Object.keys(remedies), 'protocol', 'internal']);

/** An error that came over the wire as the engine's own; anything else stays what it is. */
export function engineError(error: unknown): unknown {
  if (error instanceof StudioError || !(error instanceof Error)) return error;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !known.has(code)) return error;
  const remedy = remedies[code as ErrorCode];
  return new StudioError(code as ErrorCode, error.message, {
    cause: error,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
