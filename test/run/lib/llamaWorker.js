const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const paths = require('./paths');

/**
 * Builds the worker that runs llama.cpp from its present sources, for tests and benchmarks that run without the
 * package. Runs at the same time may both build; the file has a name by its content.
 * @returns {Promise<string>} its path
 */
async function buildLlamaWorker() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: paths.root,
    entryPoints: ['src/workers/llama.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['node-llama-cpp'],
    tsconfigRaw: {},
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild gave nothing');
  const hash = crypto.createHash('sha256').update(output.contents).digest('hex').slice(0, 12);
  const file = path.join(paths.cache, 'workers', `llama-${hash}.js`);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  fs.writeFileSync(partial, output.contents);
  fs.renameSync(partial, file);
  return file;
}

module.exports = { buildLlamaWorker };
