/** What was measured: a series of numbers for each name. Milliseconds unless the name says otherwise. */
export type Figures = Readonly<Record<string, readonly number[]>>;

/** Collects measurements under names such as `open` or `memory.rss` (MB). */
export class Meter {
  private readonly series = new Map<string, number[]>();

  add(name: string, value: number): void {
    const known = this.series.get(name);
    if (known) known.push(value);
    else this.series.set(name, [value]);
  }

  /** Runs something, notes its milliseconds, and hands its result on. */
  async time<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.add(name, performance.now() - started);
    return result;
  }

  figures(): Figures {
    return Object.fromEntries(this.series);
  }
}

/** All series of several runs, joined name by name. */
export function joinFigures(parts: readonly Figures[]): Figures {
  const joined: Record<string, number[]> = {};
  for (const part of parts) {
    for (const [name, values] of Object.entries(part)) (joined[name] ??= []).push(...values);
  }
  return joined;
}
