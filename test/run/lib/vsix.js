const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { copyRuntime, runtimePackages } = require('./nativeRuntime');
const { node24, node24Env } = require('./node24');
const paths = require('./paths');
const { listZip } = require('./zip');

/** Most that a package may weigh: the one for every platform, and one with the runtime of a platform. */
const ceilings = { universal: 5 * 1024 * 1024, platform: 20 * 1024 * 1024 };

/** Where a package of one platform has what cannot be bundled. */
const runtime = 'dist/node_modules';

/** Files that a package without which would be broken or could not be published. */
const required = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'NOTICE',
  'dist/extension.js',
  'dist/studio.js',
  'dist/cli.js',
  'dist/grammars/web-tree-sitter.wasm',
  'dist/grammars/tree-sitter-typescript.wasm',
  'dist/lib/unpdf.js',
  'dist/lib/mammoth.js',
];

/** What must never be shipped: sources, maps, tests, caches, dependencies, other packages. */
const forbidden = [
  /\.map$/u,
  /\.tsx?$/u,
  /\.tsbuildinfo$/u,
  /\.vsix$/u,
  /(^|\/)\.(cache|config|vscode|ci|git|env)/u,
  /^(src|test|webview-ui|docs|bench)\//u,
  /tsconfig|package-lock/u,
];

/**
 * Packs the extension folder as it is built into a VSIX.
 * @param {string} folder
 * @param {string} vsix
 * @param {string} log
 * @param {readonly string[]} [more] further arguments for vsce
 */
async function packVsix(folder, vsix, log, more = []) {
  fs.mkdirSync(path.dirname(vsix), { recursive: true });
  fs.rmSync(vsix, { force: true });
  const vsce = path.join(paths.root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license'];
  const others = ['--no-rewrite-relative-links', '--out', vsix, ...more];
  await execOrThrow(node24(), [vsce, ...args, ...others], {
    cwd: folder,
    env: node24Env(),
    log,
    name: 'vsce',
  });
}

/**
 * Packs the extension with the native runtime of a platform, from a copy of what is built.
 * @param {string} target vsce's name of the platform
 * @param {string} vsix
 * @param {string} log
 */
async function packPlatformVsix(target, vsix, log) {
  const stage = path.join(paths.cache, 'package', `stage-${target}`);
  fs.rmSync(stage, { recursive: true, force: true });
  const folders = ['dist', 'media', 'l10n'];
  const files = ['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', '.vscodeignore'];
  const manifests = fs.readdirSync(paths.root).filter((name) => /^package(\.nls.*)?\.json$/u.test(name));
  for (const name of [...folders, ...files, ...manifests]) {
    fs.cpSync(path.join(paths.root, name), path.join(stage, name), { recursive: true });
  }
  copyRuntime(target, path.join(stage, runtime));
  await packVsix(stage, vsix, log, ['--target', target]);
  fs.rmSync(stage, { recursive: true });
}

/**
 * Checks what is in the extension's VSIX, and its size.
 * @param {string} vsix
 * @param {string} [target] the platform whose runtime is in it; without one there must be none
 * @returns {{ problems: string[], summary: string }}
 */
function checkVsix(vsix, target) {
  const ceiling = target === undefined ? ceilings.universal : ceilings.platform;
  const files = listZip(vsix).map((entry) => ({ ...entry, name: entry.name.replace(/^extension\//u, '') }));
  const names = new Set(files.map((file) => file.name));
  const problems = [];
  for (const name of [...required, ...builtFiles(), ...translations()]) {
    if (!names.has(name)) problems.push(`missing: ${name}`);
  }
  const inRuntime = (/** @type {string} */ name) => target !== undefined && name.startsWith(`${runtime}/`);
  for (const name of target === undefined ? [] : runtimePackages(target)) {
    if (!names.has(`${runtime}/${name}/package.json`)) problems.push(`missing: ${runtime}/${name}`);
  }
  const foreign = files.filter(({ name }) => /\.(node|so|dylib|dll)$/u.test(name) && !inRuntime(name));
  for (const { name } of foreign) problems.push(`must not be shipped: ${name}`);
  for (const name of names) {
    if (!inRuntime(name) && /(^|\/)node_modules\//u.test(name)) problems.push(`must not be shipped: ${name}`);
    if (/cuda|vulkan|gitRelease\.bundle/u.test(name) && /@node-llama-cpp|\.bundle$/u.test(name)) {
      problems.push(`must not be shipped: ${name}`);
    }
    if (forbidden.some((pattern) => pattern.test(name))) problems.push(`must not be shipped: ${name}`);
  }
  const size = fs.statSync(vsix).size;
  if (size > ceiling) {
    const largest = files.sort((a, b) => b.packed - a.packed).slice(0, 5);
    problems.push(`${mb(size)} is over the ceiling of ${mb(ceiling)}`);
    for (const file of largest) problems.push(`  ${mb(file.packed)} ${file.name}`);
  }
  return { problems, summary: `${files.length} files, ${mb(size)} of at most ${mb(ceiling)}` };
}

/** One bundle for every worker and every view that has sources. @returns {string[]} */
function builtFiles() {
  const views = list('webview-ui').filter((app) =>
    fs.existsSync(path.join(paths.root, 'webview-ui', app, 'main.tsx')),
  );
  const workers = list('src/workers').filter((name) => name.endsWith('.ts'));
  return [
    ...views.map((app) => `dist/webview/${app}/main.js`),
    ...workers.map((name) => `dist/workers/${name.replace(/\.ts$/u, '.js')}`),
  ];
}

/** @returns {string[]} */
function translations() {
  return list('l10n').map((name) => `l10n/${name}`);
}

/** @param {string} folder @returns {string[]} */
function list(folder) {
  const full = path.join(paths.root, folder);
  return fs.existsSync(full) ? fs.readdirSync(full) : [];
}

/** @param {number} bytes @returns {string} */
function mb(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}

module.exports = { checkVsix, packPlatformVsix, packVsix };
