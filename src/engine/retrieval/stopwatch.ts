import type { StageCost } from '../model/search';

/** Measures the stages of a search; a stage that comes several times is added up. */
export class Stopwatch {
  private readonly stages = new Map<string, { ms: number; items: number }>();

  /** Runs a stage; what it gives, if it has a length or a size, counts as its items. */
  async time<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      const result = await work();
      this.add(stage, performance.now() - start, sizeOf(result));
      return result;
    } catch (error) {
      this.add(stage, performance.now() - start, 0);
      throw error;
    }
  }

  get costs(): StageCost[] {
    return [...this.stages].map(([stage, { ms, items }]) => ({ stage, ms, items }));
  }

  private add(stage: string, ms: number, items: number): void {
    const before = this.stages.get(stage);
    this.stages.set(stage, { ms: (before?.ms ?? 0) + ms, items: (before?.items ?? 0) + items });
  }
}

function sizeOf(result: unknown): number {
  if (Array.isArray(result)) return result.length;
  return result instanceof Map ? result.size : 1;
}
