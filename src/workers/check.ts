/** Worker thread that checks cubes, so that large ones do not hold up the editor. */
import { parentPort } from 'node:worker_threads';
import { StudioError } from '../engine/base/errors';
import { checkCube } from '../engine/cube/check/checkCube';
import { Channel, type Envelope } from '../protocol/channel';
import type { CheckHostContract, CheckWorkerContract } from '../protocol/checkWorker';

const port = parentPort;
if (!port) throw new StudioError('internal', 'This file runs as a worker thread only.');

new Channel<CheckWorkerContract, CheckHostContract>(
  {
    post: (message: Envelope) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return { dispose: () => void port.off('message', listener) };
    },
  },
  { check: ({ path, limit }, signal) => checkCube(path, { limit, signal }) },
);
