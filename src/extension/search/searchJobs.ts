import { Emitter, type Disposable } from '../../engine/base/events';
import type { SearchJob } from '../../protocol/searchView';

/** What is computed for the search of one cube, one job at a time: told as it goes on, and stopped by people. */
export class SearchJobs implements Disposable {
  private readonly told = new Emitter<SearchJob | null>();
  /** The job as it is; null when it has ended. */
  readonly onJob = this.told.event;
  private controller = new AbortController();

  /** Tells how far the job is. */
  tell(job: SearchJob): void {
    this.told.fire(job);
  }

  /** Runs a job that tells of itself; rejects with AbortError when it is stopped. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.controller = new AbortController();
    return work(this.controller.signal).finally(() => this.told.fire(null));
  }

  /** Computes vectors; being stopped is no error, what was computed is kept. */
  async embed(total: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    this.tell({ what: 'embed', done: 0, total });
    await this.run(work).catch((error: unknown) => {
      if (!this.controller.signal.aborted) throw error;
    });
  }

  stop(): void {
    this.controller.abort();
  }

  dispose(): void {
    this.stop();
    this.told.dispose();
  }
}
