import { Emitter } from '../../engine/base/events';
import type { KvJob } from '../../protocol/kvInspector';

/** Least time between two pieces of news about progress, in milliseconds. */
const QUIET_MS = 150;

interface Running {
  readonly job: KvJob;
  readonly controller: AbortController;
}

/** Told of tokens computed so far. */
export type OnTokens = (done: number, total: number) => void;

/** What is being computed for the items of a cube, with its progress and the way to end it. */
export class KvJobs {
  private readonly running = new Map<number, Running>();
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private count = 0;
  private told = 0;

  list(): KvJob[] {
    return [...this.running.values()].map(({ job }) => job);
  }

  isBusy(item: string): boolean {
    return this.list().some((job) => job.item === item);
  }

  /** Runs work on an item, or with null on a new one; `signal` ends it as well as `cancel` does. */
  async run<T>(
    item: string | null,
    title: string,
    work: (onTokens: OnTokens, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const id = (this.count += 1);
    const controller = new AbortController();
    const end = (): void => controller.abort(signal?.reason);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    const started = { at: 0, done: 0 };
    const set = (done: number, total: number): void => {
      if (started.at === 0) Object.assign(started, { at: performance.now(), done });
      const seconds = (performance.now() - started.at) / 1000;
      const tokensPerSecond = seconds > 0.1 ? (done - started.done) / seconds : 0;
      this.running.set(id, { job: { item, title, done, total, tokensPerSecond }, controller });
    };
    this.running.set(id, { job: { item, title, done: 0, total: 0, tokensPerSecond: 0 }, controller });
    this.changed.fire();
    try {
      return await work((done, total) => {
        set(done, total);
        const now = performance.now();
        if (now - this.told < QUIET_MS && done < total) return;
        this.told = now;
        this.changed.fire();
      }, controller.signal);
    } finally {
      signal?.removeEventListener('abort', end);
      this.running.delete(id);
      this.changed.fire();
    }
  }

  /** Ends the work on an item, or with null on new ones. */
  cancel(item: string | null): void {
    for (const { job, controller } of this.running.values()) if (job.item === item) controller.abort();
  }

  dispose(): void {
    for (const { controller } of this.running.values()) controller.abort();
    this.changed.dispose();
  }
}
