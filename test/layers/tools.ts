import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const FIXTURES = join(import.meta.dirname, 'fixtures');

/** What a tool of `node_modules/.bin` printed and how it ended, run with the Node that runs the test. */
export function runTool(
  name: string,
  args: readonly string[],
  folder: string,
): { status: number; output: string } {
  const script = join(ROOT, 'node_modules/.bin', name);
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (result.error) throw result.error;
  return { status: result.status ?? -1, output: result.stdout };
}
