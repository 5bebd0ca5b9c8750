const { spawn } = require('node:child_process');
const path = require('node:path');

/**
 * `end` with `keep: false` kills the server and removes its folder, with `keep: true` it closes in peace.
 * @typedef {{ pid: number, end: (data: { keep: boolean }) => Promise<void> }} Guarded
 */

/**
 * Starts a server under a guard (guard.js), which ends it when the pipe to this process breaks, and waits until it
 * answers.
 * @param {{ name: string, folder: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv,
 *   answers: () => Promise<boolean>, said: () => string }} server `said` gives the end of its log
 * @returns {Promise<Guarded>}
 */
async function startGuarded({ name, folder, program, args, env, answers, said }) {
  const guard = spawn(process.execPath, [path.join(__dirname, 'guard.js'), folder, program, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const pid = guard.pid;
  if (pid === undefined) throw new Error(`${name} could not be started.`);
  guard.stdin.on('error', () => {});
  let gone = false;
  const ended = new Promise((resolve) => guard.once('close', () => resolve((gone = true))));
  /** @type {Guarded['end']} */
  const end = async ({ keep }) => {
    if (keep) guard.stdin.write('stop\n');
    else guard.stdin.end();
    await ended;
  };
  for (const deadline = Date.now() + 90_000; Date.now() < deadline && !gone;) {
    if (await answers()) return { pid, end };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const log = said();
  await end({ keep: false });
  throw new Error(`${name} did not answer:\n${log}`);
}

module.exports = { startGuarded };
