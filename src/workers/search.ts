/** Worker thread that owns the search index of one cube, so that searching does not hold up the editor. */
import { parentPort } from 'node:worker_threads';
import { asked } from '../engine/base/asked';
import { StudioError } from '../engine/base/errors';
import { Channel, type Envelope } from '../protocol/channel';
import type { SearchWorkerContract, SearchWorkerHostContract } from '../protocol/searchWorker';
import { SearchIndex } from './search/searchIndex';

const port = parentPort;
if (!port) throw new StudioError('internal', 'This file runs as a worker thread only.');

const index: SearchIndex = new SearchIndex({
  embedder: (tag) => ({
    tag,
    embed: async (texts, { kind, signal }) => [
      ...(await asked(channel.request('embed', { texts, kind }, signal))),
    ],
    dispose: () => undefined,
  }),
  editedTexts: async (signal) => new Set(await asked(channel.request('editedTexts', null, signal))),
  onDiffered: () => channel.emit('differed', null),
  onProgress: (what, done, total) => channel.emit('progress', { what, done, total }),
});

const channel: Channel<SearchWorkerContract, SearchWorkerHostContract> = new Channel(
  {
    post: (message: Envelope) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return { dispose: () => void port.off('message', listener) };
    },
  },
  index.handlers(),
);
