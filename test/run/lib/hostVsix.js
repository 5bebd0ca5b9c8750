const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const paths = require('./paths');
const { packVsix } = require('./vsix');

const source = path.join(paths.root, 'test', 'host');
const folder = path.join(paths.cache, 'package', 'host-tests');

const manifest = {
  name: 'memcube-studio-host-tests',
  displayName: 'MemCube Studio: tests inside the extension host',
  description: 'Runs mocha inside the extension host.',
  publisher: 'memcube-studio',
  version: '0.0.1',
  license: 'Apache-2.0',
  engines: { vscode: '^1.116.0' },
  main: './main.js',
  activationEvents: ['onStartupFinished'],
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** Gives `memcube-host-tests` its contents: one require per `*.host.ts`. @type {import('esbuild').Plugin} */
const allTests = {
  name: 'all-tests',
  setup(build) {
    build.onResolve({ filter: /^memcube-host-tests$/ }, () => ({ path: 'all', namespace: 'tests' }));
    build.onLoad({ filter: /.*/, namespace: 'tests' }, () => {
      const files = fs.readdirSync(source, { recursive: true, encoding: 'utf8' });
      const tests = files.filter((name) => name.endsWith('.host.ts')).sort();
      const lines = tests.map((name) => `require(${JSON.stringify(`./${name}`)});`);
      return { contents: `exports.loadTests = () => {\n${lines.join('\n')}\n};\n`, resolveDir: source };
    });
  },
};

/**
 * Bundles test/host into an extension folder and packs it.
 * @returns {Promise<string>} the folder, for F5 on a desktop; the VSIX lies beside it
 */
async function buildHostTests() {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await esbuild.build({
    absWorkingDir: paths.root,
    entryPoints: ['test/host/main.ts'],
    outfile: path.join(folder, 'main.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'inline',
    plugins: [allTests],
    logLevel: 'warning',
    // Mocha's parallel mode starts files by name; we do not use it.
    logOverride: { 'require-resolve-not-external': 'silent' },
    tsconfigRaw: { compilerOptions: { target: 'ES2023', verbatimModuleSyntax: true } },
  });
  await packVsix(folder, paths.hostVsix, path.join(paths.logs, 'host-package.log'));
  return folder;
}

module.exports = { buildHostTests };
