import type { Worker } from 'node:worker_threads';
import type { Transport } from '../../protocol/channel';

/** Messages to and from a worker thread. */
export function workerTransport(worker: Worker): Transport {
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      worker.on('message', listener);
      return { dispose: () => void worker.off('message', listener) };
    },
  };
}
