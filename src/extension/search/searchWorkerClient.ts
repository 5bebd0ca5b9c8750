import { Worker } from 'node:worker_threads';
import { Channel } from '../../protocol/channel';
import type { SearchWorkerContract, SearchWorkerHostContract } from '../../protocol/searchWorker';
import { workerTransport } from '../host/workerTransport';

/** Memory that a worker may use, in MB; a larger cube fails alone, not the host. */
const MEMORY_MB = 2048;

export type SearchWorkerChannel = Channel<SearchWorkerHostContract, SearchWorkerContract>;

/** A worker thread that holds the search index of one cube. */
export interface SearchWorker {
  readonly channel: SearchWorkerChannel;
  dispose(): void;
}

/** What a worker asks the host for. */
export interface SearchWorkerHost {
  embed(
    texts: readonly string[],
    kind: 'query' | 'document',
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]>;
  /** Memories whose text was changed after their vector, as the cube's history tells. */
  editedTexts(signal: AbortSignal): Promise<ReadonlySet<string>>;
}

/** Starts a worker; `onEnd` is called when it ends by itself. */
export function startSearchWorker(script: string, host: SearchWorkerHost, onEnd: () => void): SearchWorker {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  const channel: SearchWorkerChannel = new Channel(workerTransport(worker), {
    embed: ({ texts, kind }, signal) => host.embed(texts, kind, signal),
    editedTexts: async (_, signal) => [...(await host.editedTexts(signal))],
  });
  const ended = (): void => {
    channel.dispose();
    onEnd();
  };
  worker.on('error', ended);
  worker.on('exit', ended);
  worker.unref();
  return {
    channel,
    dispose: () => {
      channel.dispose();
      void worker.terminate();
    },
  };
}
