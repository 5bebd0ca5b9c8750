/** Worker thread that owns the search index of one cube, so that searching does not hold up the editor. */
import { parentPort } from 'node:worker_threads';
import { StudioError, describeError, isAbort } from '../engine/base/errors';
import { Channel, RemoteError, type Envelope } from '../protocol/channel';
import type { SearchWorkerContract, SearchWorkerHostContract } from '../protocol/searchWorker';
import { SearchIndex } from './search/searchIndex';

const port = parentPort;
if (!port) throw new StudioError('internal', 'This file runs as a worker thread only.');

const index: SearchIndex = new SearchIndex({
  embedder: (tag) => ({
    tag,
    embed: async (texts, { kind, signal }) => {
      try {
        return [...(await channel.request('embed', { texts, kind }, signal))];
      } catch (error) {
        if (error instanceof RemoteError) throw new StudioError('unavailable', error.message);
        throw error;
      }
    },
    dispose: () => undefined,
  }),
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
  (error) => {
    if (isAbort(error)) return { code: 'aborted', message: '' };
    if (error instanceof StudioError) return { code: error.code, message: error.message };
    return { code: 'internal', message: describeError(error) };
  },
);
