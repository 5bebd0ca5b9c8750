/** Worker thread that reads one source, so that large ones do not hold up the editor. */
import { parentPort } from 'node:worker_threads';
import { asked } from '../engine/base/asked';
import { StudioError } from '../engine/base/errors';
import { Channel, type Envelope } from '../protocol/channel';
import type { ReadWorkerContract, ReadWorkerHostContract } from '../protocol/readWorker';
import { Reading } from './read/reading';

const port = parentPort;
if (!port) throw new StudioError('internal', 'This file runs as a worker thread only.');

const reading: Reading = new Reading({
  embedder: (tag) => ({
    tag,
    embed: async (texts, { kind, signal }) => [
      ...(await asked(channel.request('embed', { texts, kind }, signal))),
    ],
    dispose: () => undefined,
  }),
  model: (name) => ({
    name,
    // An answer crosses the wire whole.
    complete: async ({ signal, onText, ...params }) => {
      const completion = await asked(channel.request('complete', params, signal));
      onText?.(completion.text);
      return completion;
    },
    dispose: () => undefined,
  }),
});

const channel: Channel<ReadWorkerContract, ReadWorkerHostContract> = new Channel(
  {
    post: (message: Envelope) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return { dispose: () => void port.off('message', listener) };
    },
  },
  reading.handlers(),
);
