import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem, type, release } from 'node:os';
import { ROOT } from './paths.ts';

/** The machine and what runs on it, as lines for people. Nothing that names its owner. */
export function machineLines(): string[] {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown';
  return [
    `Processor: ${String(processors.length)} × ${model}`,
    `Memory: ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `System: ${type()} ${release().replace(/-.*/, '')}`,
    `Node: ${process.versions.node} (V8 ${process.versions.v8})`,
    `Load of the last minute when the run began: ${loadavg()[0]?.toFixed(1) ?? '?'}`,
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    ...commit(),
  ];
}

function commit(): string[] {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain') === '' ? '' : ', with changes that are not committed';
    return [`Commit: ${git('rev-parse', '--short', 'HEAD')}${changed}`];
  } catch {
    return [];
  }
}
