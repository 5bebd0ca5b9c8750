import { Worker } from 'node:worker_threads';
import { Channel } from '../../protocol/channel';
import { workerTransport } from '../host/workerTransport';
import type { CheckHostContract, CheckWorkerContract, CheckedFile } from '../../protocol/checkWorker';

/** Memory that the worker may use, in MB; a larger cube fails alone, not the host. */
const MEMORY_MB = 1536;
/** The worker ends after this time without work. */
const LINGER_MS = 20_000;

/** Checks cubes in a worker thread that exists only while there is something to check. */
export class CheckClient {
  private running: { worker: Worker; channel: Channel<CheckHostContract, CheckWorkerContract> } | undefined;
  private busy = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly script: string) {}

  async check(path: string, limit: number, signal?: AbortSignal): Promise<readonly CheckedFile[]> {
    clearTimeout(this.timer);
    this.running ??= this.start();
    this.busy++;
    try {
      return await this.running.channel.request('check', { path, limit }, signal);
    } finally {
      this.busy--;
      if (this.busy === 0) this.timer = setTimeout(() => this.stop(), LINGER_MS);
    }
  }

  private start(): { worker: Worker; channel: Channel<CheckHostContract, CheckWorkerContract> } {
    const worker = new Worker(this.script, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    const channel = new Channel<CheckHostContract, CheckWorkerContract>(workerTransport(worker), {});
    const ended = (): void => {
      channel.dispose();
      if (this.running?.worker === worker) this.running = undefined;
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    worker.unref();
    return { worker, channel };
  }

  private stop(): void {
    const running = this.running;
    this.running = undefined;
    running?.channel.dispose();
    void running?.worker.terminate();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.stop();
  }
}
