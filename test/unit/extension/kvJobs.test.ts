import { describe, expect, it } from 'vitest';
import { KvJobs, type OnTokens } from '../../../src/extension/activation/kvJobs';

/** Work that waits to be told, and ends when it is aborted. */
function begin(jobs: KvJobs, item: string | null, signal?: AbortSignal) {
  let tell: OnTokens = () => undefined;
  let finish = (): void => undefined;
  const done = jobs.run(
    item,
    `work on ${item}`,
    (onTokens, ending) => {
      tell = onTokens;
      return new Promise<string>((resolve, reject) => {
        finish = () => resolve('done');
        ending.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      });
    },
    signal,
  );
  return { done, tell: (at: number, of: number) => tell(at, of), finish: () => finish() };
}

describe('what is computed for items', () => {
  it('is listed with its progress while it runs', async () => {
    const jobs = new KvJobs();
    let told = 0;
    jobs.onDidChange(() => (told += 1));
    const work = begin(jobs, 'a');
    work.tell(10, 100);
    expect(jobs.list()).toMatchObject([{ item: 'a', title: 'work on a', done: 10, total: 100 }]);
    expect(jobs.isBusy('a')).toBe(true);
    work.tell(100, 100);
    work.finish();
    expect(await work.done).toBe('done');
    expect(jobs.list()).toEqual([]);
    expect(told).toBeGreaterThanOrEqual(3);
  });

  it('is ended by its item, others are not', async () => {
    const jobs = new KvJobs();
    const [first, second] = [begin(jobs, 'a'), begin(jobs, null)];
    jobs.cancel('a');
    await expect(first.done).rejects.toThrow('stopped');
    expect(jobs.list()).toMatchObject([{ item: null }]);
    jobs.cancel(null);
    await expect(second.done).rejects.toThrow('stopped');
    expect(jobs.list()).toEqual([]);
  });

  it('is ended by the signal of whoever began it, before or while it runs', async () => {
    const jobs = new KvJobs();
    const controller = new AbortController();
    const work = begin(jobs, 'a', controller.signal);
    controller.abort();
    await expect(work.done).rejects.toThrow('stopped');
    let seen = false;
    await jobs.run('b', '', (_, signal) => Promise.resolve((seen = signal.aborted)), AbortSignal.abort());
    expect(seen).toBe(true);
  });

  it('ends with the window', async () => {
    const jobs = new KvJobs();
    const work = begin(jobs, 'a');
    jobs.dispose();
    await expect(work.done).rejects.toThrow('stopped');
  });
});
