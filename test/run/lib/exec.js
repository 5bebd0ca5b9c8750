const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./paths');

/**
 * Runs a program to its end. Its output goes to `log` (when given) and, with `stream`, to the terminal as well;
 * a silent program gets a line every 15 seconds, so that nobody wonders whether it hangs.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, stream?: boolean, name?: string,
 *   timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
function exec(program, args, options = {}) {
  const { cwd = root, env = process.env, log, stream = false, timeoutMs = 0 } = options;
  const name = options.name ?? path.basename(program);
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (log) fs.mkdirSync(path.dirname(log), { recursive: true });
    const file = log ? fs.createWriteStream(log, { flags: 'a' }) : undefined;
    let output = '';
    let lastWord = Date.now();
    let timedOut = false;
    const heartbeat = setInterval(() => {
      if (Date.now() - lastWord < 15_000) return;
      lastWord = Date.now();
      process.stdout.write(`  … ${name}: ${Math.round((Date.now() - started) / 1000)} s\n`);
    }, 1000);
    const limit = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), 5000).unref();
        }, timeoutMs)
      : undefined;
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output = (output + chunk.toString()).slice(-2_000_000);
      file?.write(chunk);
      if (!stream) return;
      lastWord = Date.now();
      process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      clearInterval(heartbeat);
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(heartbeat);
      clearTimeout(limit);
      file?.end();
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}

/**
 * Like {@link exec}, and throws with the end of the output when the program fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof exec>[2]} [options]
 */
async function execOrThrow(program, args, options) {
  const result = await exec(program, args, options);
  if (result.code === 0) return result;
  const tail = result.output.trimEnd().split('\n').slice(-40).join('\n');
  const how = result.timedOut ? 'took too long' : `ended with ${result.code}`;
  throw new Error(`${options?.name ?? path.basename(program)} ${how}:\n${tail}`);
}

module.exports = { exec, execOrThrow };
