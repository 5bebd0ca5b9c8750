/** Between a host and the child process that runs llama.cpp. */
import type { LlamaEvents, LlamaRequests } from '../engine/model/llamaWorker';
import { Channel, type Contract, type Envelope } from './channel';

export interface LlamaWorkerContract extends Contract {
  requests: LlamaRequests;
  events: LlamaEvents;
}

/** The worker asks nothing of the host. */
export interface LlamaHostContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}

/** The end of a child process's channel that a host holds. */
export interface ChildPort {
  send(message: Envelope): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** The host's side of the conversation with a child process. */
export function connectLlama(child: ChildPort): Channel<LlamaHostContract, LlamaWorkerContract> {
  return new Channel(
    {
      post: (message) => void child.send(message),
      listen: (listener) => {
        child.on('message', listener);
        return { dispose: () => void child.off('message', listener) };
      },
    },
    {},
  );
}
