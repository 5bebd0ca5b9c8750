const { fork } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { node24 } = require('./node24');
const paths = require('./paths');
const { extractZip } = require('./zip');

/**
 * Unpacks both packages where no other node_modules is in reach, and asks their workers for a vector: the one of
 * this platform must give it, the other must say that it has no runtime.
 * @param {string} platformVsix
 * @param {string} universalVsix
 * @returns {Promise<{ problems: string[], summary: string }>}
 */
async function proveRuntime(platformVsix, universalVsix) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-vsix-'));
  const problems = [];
  try {
    extractZip(platformVsix, path.join(folder, 'platform'));
    extractZip(universalVsix, path.join(folder, 'universal'));
    const own = await embed(path.join(folder, 'platform/extension/dist/workers/llama.js'));
    const other = await embed(path.join(folder, 'universal/extension/dist/workers/llama.js'));
    const vector = own.body?.vectors?.[0];
    if (vector?.length !== 384)
      problems.push(`no vector from the package: ${JSON.stringify(own.error ?? own)}`);
    if (other.error?.code !== 'unavailable') problems.push('the package without a runtime does not say so');
    const summary = `the unpacked package made a vector of ${vector?.length ?? 0} numbers`;
    return { problems, summary };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {{ id?: number, kind: string, body?: { vectors?: Float32Array[] }, error?: { code: string } }} Answer
 * @param {string} script
 * @returns {Promise<Answer>} the answer to `embed`, or the first error
 */
function embed(script) {
  return new Promise((resolve, reject) => {
    const child = fork(script, [], { execPath: node24(), execArgv: [], serialization: 'advanced' });
    const limit = setTimeout(() => finish({ kind: 'error', error: { code: 'timeout' } }), 60_000);
    /** @param {Answer} answer */
    const finish = (answer) => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      resolve(answer);
    };
    child.on('error', reject);
    child.on('message', (message) => {
      const answer = /** @type {Answer} */ (message);
      if (answer.kind === 'error' || (answer.kind === 'reply' && answer.id === 2)) finish(answer);
      else if (answer.kind === 'reply') request(2, 'embed', { texts: ['a memory'] });
    });
    /** @param {number} id @param {string} name @param {object} body */
    const request = (id, name, body) => child.send({ v: 1, kind: 'request', id, name, body });
    request(1, 'load', { path: paths.embedderModel, role: 'embed', threads: 1, contextSize: 512 });
  });
}

module.exports = { proveRuntime };
