import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StudioError } from '../engine/base/errors';

/** Set for the process that is started, so that it does not start a third. */
const MARK = 'OPENMEM_RELAUNCHED';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether this Node has SQLite; Node 20 has none. */
export const hasSqlite = (): boolean => process.getBuiltinModule('node:sqlite') !== undefined;

/**
 * Runs the same command with the Node that lies beside this program in `node_modules`, as the npm package `node`
 * puts it there. Only folders above the program are looked in, never the working folder: it may be anybody's.
 * @returns the exit code of that process
 * @throws StudioError `unsupported` where there is none
 */
export async function relaunch(): Promise<number> {
  const program = process.argv[1] ?? '';
  const node = process.env[MARK] === undefined ? nodeBeside(program) : undefined;
  if (node === undefined) {
    throw new StudioError(
      'unsupported',
      `This command needs SQLite, which Node ${process.versions.node} has not.`,
      {
        remedy: 'Run it with Node 22.16 or later, or install one beside it with `npm install node@24`.',
      },
    );
  }
  const args = ['--disable-warning=ExperimentalWarning', program, ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, [MARK]: '1' } });
  const pass = SIGNALS.map((signal) => {
    const listener = (): void => void child.kill(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const stop of pass) stop();
      if (signal) process.kill(process.pid, signal);
      resolve(code ?? 1);
    });
  });
}

/** The Node of the nearest `node_modules` above the program. */
function nodeBeside(program: string): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  let folder = dirname(existsSync(program) ? realpathSync(program) : program);
  for (;;) {
    const node = join(folder, 'node_modules', 'node', 'bin', name);
    if (existsSync(node)) return node;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
