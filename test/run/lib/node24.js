/*
 * Node 24, whatever the machine has. The npm package `node` puts a real binary into node_modules; it is what
 * VS Code 1.139 runs on, and what code-server insists on. Its platform package also carries the C++ headers,
 * so that native modules can be built without reaching nodejs.org.
 */
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./paths');

/** @returns {string} the folder to put first on PATH so that `node` is Node 24 */
function node24Folder() {
  const folder = path.join(root, 'node_modules', 'node', 'bin');
  const binary = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(binary)) {
    throw new Error(`${binary} is missing. Run \`npm ci\` (with install scripts allowed) first.`);
  }
  return folder;
}

/** @returns {string} the Node 24 binary */
function node24() {
  return path.join(node24Folder(), process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @returns {string | undefined} a folder with `include/node` of Node 24, for node-gyp's `nodedir` */
function node24Headers() {
  const modules = path.join(root, 'node_modules');
  const homes = [path.join(modules, 'node', 'node_modules'), modules].filter((home) => fs.existsSync(home));
  for (const home of homes) {
    for (const name of fs.readdirSync(home)) {
      const isPlatformPackage = name.startsWith(`node-${process.platform}-`) || name.startsWith('node-bin-');
      if (isPlatformPackage && fs.existsSync(path.join(home, name, 'include', 'node', 'node.h'))) {
        return path.join(home, name);
      }
    }
  }
  return undefined;
}

/** @param {NodeJS.ProcessEnv} [extra] @returns {NodeJS.ProcessEnv} this environment with Node 24 first on PATH */
function node24Env(extra = {}) {
  return { ...process.env, ...extra, PATH: `${node24Folder()}${path.delimiter}${process.env.PATH ?? ''}` };
}

module.exports = { node24, node24Folder, node24Headers, node24Env };
