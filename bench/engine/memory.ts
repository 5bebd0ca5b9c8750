import type { Meter } from '../lib/figures.ts';

const MB = 1e6;

/** Collects garbage if the process was started with `--expose-gc`. */
export function collect(): void {
  globalThis.gc?.();
}

/** Notes what the process holds now, garbage collected, in MB. */
export function noteMemory(meter: Meter, name: string): void {
  collect();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  meter.add(`${name}.rss`, rss / MB);
  meter.add(`${name}.heap`, heapUsed / MB);
  meter.add(`${name}.external`, external / MB);
}
