/*
 * Runs Neo4j as its child and ends it when asked through standard input, or when standard input closes because
 * whoever started us is gone, killed included. In the latter case it also removes the server's folder.
 * Arguments: the folder, then those of java.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');

const [home = '', ...args] = process.argv.slice(2);
const server = spawn('java', args, { stdio: 'ignore' });
let asked = false;

process.stdin.on('data', () => (asked = true));
process.stdin.on('end', end);
process.stdin.on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
server.on('error', () => process.exit(1));
server.on('close', (code) => {
  if (!asked) fs.rmSync(home, { recursive: true, force: true });
  process.exit(code ?? 1);
});

/** Asks the server to close its files; one that does not within ten seconds is killed. */
function end() {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), 10_000).unref();
}
