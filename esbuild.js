/*
 * One bundle per runtime, each with a named options object:
 *
 *   dist/extension.js                       what VS Code loads at activation: registers, and loads the studio by need
 *   dist/studio.js                          everything else of the extension host; these two may import `vscode`
 *   dist/cli.js                             the `openmem` command
 *   dist/workers/<name>.js                  one per file in src/workers
 *   dist/lib/<package>.js                   large packages that are loaded on demand, once for all of the above
 *   dist/grammars/                          what reading source code needs, with the runtime
 *   dist/webview/<app>/main.js, main.css    one per folder of webview-ui with a main.tsx
 *   dist/webview/<app>/<name>.worker.js     one per *.worker.ts in such a folder
 *   dist/webview/assets/                    fonts that style sheets name
 *
 * Workers of webviews are plain scripts: a webview fetches one and starts it from a blob, since its own origin
 * allows nothing else. `--watch` builds again on every change, `--production` minifies and writes no maps.
 * `vscode` is external in the two bundles of the host only, so importing it anywhere else stops the build.
 */
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: __dirname,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  charset: 'utf8',
  legalComments: 'external',
  logLevel: 'silent',
  // The tsconfigs map `vscode` to an empty declaration; a bundle must not follow that.
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', target: 'ES2023', verbatimModuleSyntax: true } },
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
};

/** Packages that stay out of the bundles: `await import('unpdf')` loads `lib/unpdf.js` when it is reached. */
const libraries = ['jszip', 'mammoth', 'ollama', 'openai', 'unpdf', 'web-tree-sitter'];

/** Grammars of the languages in src/engine/reader/code/languages.ts. */
const grammars = ['go', 'java', 'javascript', 'python', 'rust', 'tsx', 'typescript'];

/**
 * A module of one line stands for such a package in a bundle, so that esbuild sees to what CommonJS and ES modules
 * call the same thing.
 * @param {string} folder where `lib` lies, seen from the bundle @returns {import('esbuild').Plugin}
 */
const onDemand = (folder) => ({
  name: 'on demand',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path: name, kind }) =>
      kind === 'dynamic-import' && libraries.includes(name)
        ? { path: `${folder}/lib/${name}.js`, namespace: 'on demand' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'on demand' }, ({ path: file }) => ({
      contents: `module.exports = require(${JSON.stringify(file)});`,
    }));
    build.onResolve({ filter: /.*/, namespace: 'on demand' }, ({ path: file }) => ({
      path: file,
      external: true,
    }));
  },
});

/** Makes the entry point `library:<package>` a module that is that package. @type {import('esbuild').Plugin} */
const wholePackages = {
  name: 'whole packages',
  setup(build) {
    build.onResolve({ filter: /^library:/ }, ({ path: name }) => ({
      path: name.replace('library:', ''),
      namespace: 'library',
    }));
    build.onLoad({ filter: /.*/, namespace: 'library' }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
      resolveDir: __dirname,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  plugins: [onDemand('.')],
};

/** The one dynamic import that leads out of the bundle of activation: reading megabytes takes longer than registering. */
const studioApart = {
  name: 'studio apart',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^\.\/studio$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './studio.js', namespace: 'on demand' } : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
const host = { ...node, target: 'node22', external: ['vscode'] };

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...host,
  entryPoints: existing('src/extension/main.ts'),
  outfile: 'dist/extension.js',
  plugins: [studioApart, onDemand('.')],
};

/** @type {import('esbuild').BuildOptions} */
const studio = { ...host, entryPoints: existing('src/extension/studio.ts'), outfile: 'dist/studio.js' };

/** @type {import('esbuild').BuildOptions} */
const cli = {
  ...node,
  entryPoints: existing('src/cli/main.ts'),
  outfile: 'dist/cli.js',
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
};

/** @type {import('esbuild').BuildOptions} */
const workers = {
  ...node,
  entryPoints: filesIn('src/workers', '.ts'),
  outdir: 'dist/workers',
  outbase: 'src/workers',
  target: 'node22',
  plugins: [onDemand('..')],
  // Native, with a layout of its own; the packages of a platform have it in node_modules.
  external: ['node-llama-cpp'],
};

/** @type {import('esbuild').BuildOptions} */
const onDemandLibraries = {
  ...node,
  entryPoints: libraries.map((name) => ({ in: `library:${name}`, out: name })),
  outdir: 'dist/lib',
  target: 'node20',
  plugins: [wholePackages],
};

/** @type {import('esbuild').BuildOptions} */
const webviews = {
  ...common,
  entryPoints: foldersIn('webview-ui')
    .filter((app) => app !== 'shared')
    .flatMap((app) => [
      ...existing(`webview-ui/${app}/main.tsx`),
      ...filesIn(`webview-ui/${app}`, '.worker.ts'),
    ]),
  outdir: 'dist/webview',
  outbase: 'webview-ui',
  platform: 'browser',
  format: 'iife',
  target: 'chrome128',
  assetNames: 'assets/[name]',
  loader: { '.ttf': 'file', '.woff2': 'file', '.svg': 'dataurl' },
};

const bundles = { extension, studio, cli, workers, onDemandLibraries, webviews };

/** Lines that the problem matcher of .vscode/tasks.json waits for; bundles build at the same time. */
let building = 0;
/** @type {import('esbuild').Plugin} */
const markers = {
  name: 'markers',
  setup(build) {
    build.onStart(() => {
      if (building++ === 0) console.log('[build] started');
    });
    build.onEnd(async (result) => {
      for (const kind of /** @type {const} */ (['error', 'warning'])) {
        const messages = kind === 'error' ? result.errors : result.warnings;
        for (const line of await esbuild.formatMessages(messages, { kind })) process.stderr.write(line);
      }
      if (--building === 0) console.log('[build] finished');
    });
  },
};

/** @param {string} file @returns {string[]} the file in a list, or an empty list when there is none */
function existing(file) {
  return fs.existsSync(path.join(__dirname, file)) ? [file] : [];
}

/** @param {string} folder @param {string} ending @returns {string[]} */
function filesIn(folder, ending) {
  const full = path.join(__dirname, folder);
  if (!fs.existsSync(full)) return [];
  const names = fs.readdirSync(full).filter((name) => name.endsWith(ending) && !name.endsWith('.d.ts'));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** @param {string} folder @returns {string[]} */
function foldersIn(folder) {
  const entries = fs.readdirSync(path.join(__dirname, folder), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function copyGrammars() {
  const folder = path.join(__dirname, 'dist/grammars');
  fs.mkdirSync(folder, { recursive: true });
  const files = grammars.map((name) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', ...files]) {
    fs.copyFileSync(require.resolve(file), path.join(folder, path.basename(file)));
  }
}

async function main() {
  if (!watch) fs.rmSync(path.join(__dirname, 'dist'), { recursive: true, force: true });
  copyGrammars();
  const wanted = Object.values(bundles).filter(
    ({ entryPoints }) => Array.isArray(entryPoints) && entryPoints.length,
  );
  const contexts = await Promise.all(
    wanted.map((options) => esbuild.context({ ...options, plugins: [...(options.plugins ?? []), markers] })),
  );
  if (watch) {
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const results = await Promise.allSettled(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
  if (results.some((result) => result.status === 'rejected')) process.exitCode = 1;
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error);
  process.exitCode = 1;
});
