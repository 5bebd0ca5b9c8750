const path = require('node:path');

/** The project's folder. */
const root = path.resolve(__dirname, '../../..');

/** Everything that tests and `npm start` download or write; ignored by git. */
const cache = path.join(root, '.cache');

module.exports = {
  root,
  cache,
  /** Where `code-server` is installed from npm. */
  codeServer: path.join(cache, 'code-server'),
  /** Models that tests run, and among them an embedder (384 dimensions) and a small chat model. */
  models: path.join(cache, 'models'),
  embedderModel: path.join(cache, 'models', 'all-MiniLM-L6-v2.Q8_0.gguf'),
  chatModel: path.join(cache, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
  /** The Python environment that trains adapters. */
  training: path.join(cache, 'train'),
  /** Where the jars of Neo4j lie, from Maven Central. */
  neo4j: path.join(cache, 'neo4j'),
  /** Ollama, compiled here, and llama.cpp's server, from PyPI; for `npm run test:servers`. */
  ollama: path.join(cache, 'ollama'),
  llamaServer: path.join(cache, 'llama-server'),
  /** The packaged extension: for every platform, without anything native. */
  vsix: path.join(cache, 'package', 'memcube-studio.vsix'),
  /** The same for this platform, with the runtime of local models; there is none where that has no runtime. */
  platformVsix: path.join(cache, 'package', 'memcube-studio-platform.vsix'),
  /** The second extension, which runs mocha inside the extension host. */
  hostVsix: path.join(cache, 'package', 'memcube-studio-host-tests.vsix'),
  /** Machine-readable test reports, one per step. */
  reports: path.join(cache, 'reports'),
  /** Output of each step, kept so that a failure can be read again. */
  logs: path.join(cache, 'logs'),
  screenshots: path.join(cache, 'screenshots'),
  /** @param {string} name @returns {string} a program from node_modules/.bin */
  bin: (name) => path.join(root, 'node_modules', '.bin', name),
};
