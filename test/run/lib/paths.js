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
  /** The packaged extension. */
  vsix: path.join(cache, 'package', 'memcube-studio.vsix'),
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
