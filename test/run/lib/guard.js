/*
 * Runs a server as its child; what it prints goes to output.log in the folder. Asked through standard input (`stop`),
 * it lets the server close its files. When standard input closes without that, because the data is not wanted any more
 * or whoever started us was killed, it kills the server with all that it started and removes the folder. Arguments: the
 * folder, the program, then those of the program. Started detached, so that a process group is its own.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const [folder = '', program = '', ...args] = process.argv.slice(2);
const output = fs.openSync(path.join(folder, 'output.log'), 'a');
const server = spawn(program, args, { stdio: ['ignore', output, output] });
let asked = false;

process.stdin.on('data', () => {
  asked = true;
  end();
});
process.stdin.on('end', end);
process.stdin.on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
server.on('error', () => process.exit(1));
server.on('close', (code) => {
  if (asked) process.exit(code ?? 1);
  fs.rmSync(folder, { recursive: true, force: true });
  process.kill(-process.pid, 'SIGKILL');
});

/** A server that was asked and does not end within ten seconds is killed. */
function end() {
  server.kill(asked ? 'SIGTERM' : 'SIGKILL');
  setTimeout(() => server.kill('SIGKILL'), 10_000).unref();
}
