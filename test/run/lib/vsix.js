const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { node24, node24Env } = require('./node24');
const paths = require('./paths');
const { listZip } = require('./zip');

const ceiling = 5 * 1024 * 1024;

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
  /(^|\/)node_modules\//u,
  /(^|\/)\.(cache|config|vscode|ci|git|env)/u,
  /^(src|test|webview-ui|docs|bench)\//u,
  /tsconfig|package-lock/u,
];

/**
 * Packs the extension folder as it is built into a VSIX.
 * @param {string} folder
 * @param {string} vsix
 * @param {string} log
 */
async function packVsix(folder, vsix, log) {
  fs.mkdirSync(path.dirname(vsix), { recursive: true });
  fs.rmSync(vsix, { force: true });
  const vsce = path.join(paths.root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license'];
  const more = ['--no-rewrite-relative-links', '--out', vsix];
  await execOrThrow(node24(), [vsce, ...args, ...more], { cwd: folder, env: node24Env(), log, name: 'vsce' });
}

/**
 * Checks what is in the extension's VSIX, and its size.
 * @param {string} vsix
 * @returns {{ problems: string[], summary: string }}
 */
function checkVsix(vsix) {
  const files = listZip(vsix).map((entry) => ({ ...entry, name: entry.name.replace(/^extension\//u, '') }));
  const names = new Set(files.map((file) => file.name));
  const problems = [];
  for (const name of [...required, ...builtFiles(), ...translations()]) {
    if (!names.has(name)) problems.push(`missing: ${name}`);
  }
  for (const name of names) {
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

module.exports = { packVsix, checkVsix };
