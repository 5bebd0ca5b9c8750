/* Tests against real servers that take minutes to install: `npm run test:servers`. */
const { exec } = require('./lib/exec');
const { ensureModels } = require('./lib/models');
const { ensureLlamaServer, ensureOllama } = require('./lib/modelServersInstall');
const { node24Env } = require('./lib/node24');
const paths = require('./lib/paths');

/** @param {string} line */
const say = (line) => void process.stdout.write(`  ${line}\n`);

async function main() {
  await ensureModels(say);
  await ensureLlamaServer(say);
  await ensureOllama(say);
  const args = ['run', '--config', 'test/vitest.servers.config.mts', ...process.argv.slice(2)];
  const { code } = await exec(paths.bin('vitest'), args, { env: node24Env({}), stream: true });
  process.exitCode = code;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
