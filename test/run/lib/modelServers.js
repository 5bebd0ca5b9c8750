const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { freePort } = require('./freePort');
const { startGuarded } = require('./guarded');

/** @typedef {{ url: string, stop: () => Promise<void> }} ModelServer `url` is as `http://127.0.0.1:port` */

/**
 * Starts an Ollama of its own, on a free port of the loopback address, with models made from files.
 * @param {string} program
 * @param {Readonly<Record<string, string>>} models paths of model files by the names that they get
 * @returns {Promise<ModelServer>}
 */
async function startOllama(program, models) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-ollama-'));
  const port = await freePort();
  const env = {
    ...process.env,
    HOME: folder,
    OLLAMA_HOST: `127.0.0.1:${port}`,
    OLLAMA_MODELS: path.join(folder, 'models'),
    OLLAMA_NUM_PARALLEL: '1',
    OLLAMA_MAX_LOADED_MODELS: '2',
  };
  const server = await start('Ollama', { folder, port, program, args: ['serve'], env, path: '/api/version' });
  for (const [name, file] of Object.entries(models)) {
    const modelfile = path.join(folder, `${name}.Modelfile`);
    // Threads wait for each other busily; on a machine that does other things as well, one is quicker than two.
    fs.writeFileSync(modelfile, `FROM ${fs.realpathSync(file)}\nPARAMETER num_thread 1\n`);
    await execOrThrow(program, ['create', name, '-f', modelfile], { env, name: 'ollama create' });
  }
  return server;
}

/**
 * Starts llama.cpp's server for one model.
 * @param {string} pythonPath where the package lies
 * @param {{ model: string, kind: 'chat' | 'embed', key: string }} what
 * @returns {Promise<ModelServer>}
 */
async function startLlamaServer(pythonPath, { model, kind, key }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-llama-server-'));
  const port = await freePort();
  const env = { ...process.env, PYTHONPATH: pythonPath };
  const args = [path.join(__dirname, 'llamaServer.py'), model, String(port), kind, key];
  return start('llama.cpp’s server', { folder, port, program: 'python3', args, env, path: '/health' });
}

/**
 * @param {string} name
 * @param {{ folder: string, port: number, program: string, args: string[], env: NodeJS.ProcessEnv,
 *   path: string }} what `path` is answered once it can serve
 * @returns {Promise<ModelServer>}
 */
async function start(name, { folder, port, program, args, env, path: health }) {
  const url = `http://127.0.0.1:${port}`;
  const { end } = await startGuarded({
    name,
    folder,
    program,
    args,
    env,
    answers: () =>
      fetch(url + health).then(
        ({ ok }) => ok,
        () => false,
      ),
    said: () => fs.readFileSync(path.join(folder, 'output.log'), 'utf8').slice(-2000),
  });
  return { url, stop: () => end({ keep: false }) };
}

module.exports = { startOllama, startLlamaServer };
