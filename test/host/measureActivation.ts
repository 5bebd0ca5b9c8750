import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { extensions } from 'vscode';
import type { Extension } from 'vscode';

/** How long the extension took to start, measured once, before anything else used it. */
export interface ActivationTime {
  /** Milliseconds on the clock, including whatever else the machine did. */
  readonly wallMs: number;
  /** Milliseconds of processor time of the whole extension host: what a busy machine cannot inflate. */
  readonly cpuMs: number;
  /** False when something had started the extension before us, so that there was nothing to measure. */
  readonly measured: boolean;
}

let measured: ActivationTime | undefined;

/** MemCube Studio as VS Code knows it. */
export function studioExtension(): Extension<unknown> {
  const extension = extensions.getExtension('memcube-studio.memcube-studio');
  if (extension === undefined) throw new Error('memcube-studio.memcube-studio is not installed');
  return extension;
}

/** Activates the extension and notes the time; later calls return the same numbers. */
export async function measureActivation(): Promise<ActivationTime> {
  if (measured !== undefined) return measured;
  const extension = extensions.getExtension('memcube-studio.memcube-studio');
  await calm();
  const fresh = extension !== undefined && !extension.isActive;
  const cpu = process.cpuUsage();
  const start = performance.now();
  // A failure to activate is reported by the tests, which activate it again.
  await extension?.activate().then(undefined, () => undefined);
  const { user, system } = process.cpuUsage(cpu);
  measured = { wallMs: performance.now() - start, cpuMs: (user + system) / 1000, measured: fresh };
  return measured;
}

/** Waits until the extension host, which other extensions share, has little left to do. */
async function calm(): Promise<void> {
  let quiet = 0;
  for (const deadline = performance.now() + 15_000; quiet < 3 && performance.now() < deadline;) {
    const before = performance.eventLoopUtilization();
    await sleep(300);
    quiet = performance.eventLoopUtilization(before).utilization < 0.05 ? quiet + 1 : 0;
  }
}
