/*
 * The native part of a package for one platform: node-llama-cpp for the processor with the packages it needs. It
 * cannot be bundled, so it lies in dist/node_modules, where the bundles find it; vsce leaves a node_modules folder
 * at the top out. What only building from source, typing or debugging needs stays behind: of some 390 MB about 12
 * remain.
 */
const fs = require('node:fs');
const path = require('node:path');
const paths = require('./paths');

/** The package of llama.cpp by the target's name of vsce. */
const natives = new Map([
  ['linux-x64', '@node-llama-cpp/linux-x64'],
  ['linux-arm64', '@node-llama-cpp/linux-arm64'],
  ['darwin-x64', '@node-llama-cpp/mac-x64'],
  ['darwin-arm64', '@node-llama-cpp/mac-arm64-metal'],
  ['win32-x64', '@node-llama-cpp/win-x64'],
  ['win32-arm64', '@node-llama-cpp/win-arm64'],
]);

const unwanted = [
  /\.(map|md|markdown|ts|mts|cts|tsbuildinfo|flow|gyp|gypi|cmake|bundle)$/u,
  /^node-llama-cpp\/(bins|templates)\//u,
  // A little JSON there is read when the package is loaded.
  /^node-llama-cpp\/llama\/.+(?<!\.json)$/u,
  /(^|\/)(test|tests|__tests__|spec|example|examples|docs|doc|benchmark|coverage|\.github)\//u,
  /(^|\/)(\.|tsconfig|karma\.conf|Makefile$|CMakeLists)/u,
];

/** @returns {string | undefined} vsce's name of this machine's platform, where there is a runtime for it */
function thisTarget() {
  const target = `${process.platform}-${process.arch}`;
  return natives.has(target) && isMusl() === false ? target : undefined;
}

/** Alpine's libc has no prebuilt runtime. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  return report?.header?.glibcVersionRuntime === undefined;
}

/** @param {string} target @returns {readonly string[]} packages that must be in a package for it */
function runtimePackages(target) {
  const native = natives.get(target);
  return ['node-llama-cpp', ...(native === undefined ? [] : [native])];
}

/**
 * Copies the runtime of a platform.
 * @param {string} target
 * @param {string} folder a node_modules folder
 * @throws {Error} when a package is not installed, which npm does not tell for optional ones
 */
function copyRuntime(target, folder) {
  const root = fs.realpathSync(path.join(paths.root, 'node_modules'));
  for (const name of walk(root, runtimePackages(target))) copyPackage(root, name, folder);
}

/**
 * Everything that packages need at run time, by their package.json files, as paths below node_modules.
 * @param {string} root
 * @param {readonly string[]} names
 * @returns {Set<string>}
 */
function walk(root, names) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name @param {string} from */
  const visit = (name, from) => {
    const at = find(root, name, from);
    if (at === undefined) throw new Error(`${name} is not installed; ${from || 'the package'} needs it.`);
    if (found.has(at)) return;
    found.add(at);
    const manifest = JSON.parse(fs.readFileSync(path.join(root, at, 'package.json'), 'utf8'));
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, at);
  };
  for (const name of names) visit(name, '');
  return found;
}

/** As Node looks: in the package's own node_modules, then outwards. @param {string} root @param {string} name @param {string} from */
function find(root, name, from) {
  for (let at = from; ; at = path.dirname(at)) {
    const candidate = path.join(
      at === '.' ? '' : at,
      at === '' || at === '.' ? name : `node_modules/${name}`,
    );
    if (fs.existsSync(path.join(root, candidate, 'package.json'))) return candidate;
    if (at === '' || at === '.') return undefined;
  }
}

/** @param {string} root @param {string} at @param {string} folder */
function copyPackage(root, at, folder) {
  fs.cpSync(path.join(root, at), path.join(folder, at), {
    recursive: true,
    dereference: true,
    filter: (source) => {
      const name = path.relative(root, source).split(path.sep).join('/');
      // Packages inside are copied for themselves, where they are needed.
      if (name !== at && name.slice(at.length).includes('/node_modules')) return false;
      const isFolder = fs.statSync(source).isDirectory();
      return !unwanted.some((pattern) => pattern.test(isFolder ? `${name}/` : name));
    },
  });
}

module.exports = { copyRuntime, runtimePackages, thisTarget };
