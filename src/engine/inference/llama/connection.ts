import type { ChildProcess } from 'node:child_process';
import { ERROR_CODES, StudioError, type Place } from '../../base/errors';
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

/** An error that came over the wire as the engine's own; anything else stays what it is. */
export function engineError(error: unknown): unknown {
  if (!(error instanceof Error) || !('error' in error)) return error;
  const { code, message, place, remedy } = error.error as Partial<Wire>;
  const known = ERROR_CODES.find((each) => each === code);
  if (known === undefined || message === undefined) return error;
  return new StudioError(known, message, {
    cause: error,
    ...(place ? { place } : {}),
    ...(remedy === undefined ? {} : { remedy }),
  });
}

/** What an error of the other side says, as a channel brings it. */
interface Wire {
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  readonly remedy: string;
}
