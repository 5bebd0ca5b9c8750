/*
 * The walls between the areas of layers.cjs, one rule per area, and the rules that hold everywhere. Each rule has
 * a file in test/layers/fixtures that breaks it. Type imports count as imports.
 */
const { areas, entryPoints, forTools } = require('./layers.cjs');

const product = '^(src|webview-ui)/';
const vscode = '^vscode$|(^|/)node_modules/@types/vscode/';

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param {string} path a folder */
const folder = (path) => `^${escaped(path)}/`;

/** @param {string} name @returns {string} where a package is found, with its types */
function packageOf(name) {
  if (name === 'vscode') return vscode;
  return `(^|/)node_modules/(@types/)?${escaped(name)}/`;
}

/** Whatever an area imports is in the area itself, in an area that it may import, or a package that it may use. */
const walls = areas.map(({ path, may, packages = [], node = false }) => ({
  name: `area: ${path}`,
  comment: `${path} may import ${[...may, ...packages, ...(node ? ['Node'] : [])].join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: folder(path) },
  to: {
    couldNotResolve: false,
    pathNot: [folder(path), ...may.map(folder), ...packages.map(packageOf)],
    ...(node ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...walls,
    {
      name: 'vscode only in the extension',
      comment: 'The engine, the command line, the workers and the views run without the editor.',
      severity: 'error',
      from: { pathNot: '^src/extension/' },
      to: { path: vscode },
    },
    {
      name: 'base as types only',
      comment: 'Views and messages may name the shapes of engine/base; its code stays in the host.',
      severity: 'error',
      from: { path: ['^webview-ui/', '^src/protocol/'] },
      to: { path: '^src/engine/base/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps apart',
      comment: 'Each view is a bundle of its own; what two of them need is in webview-ui/shared.',
      severity: 'error',
      from: { path: '^webview-ui/([^/]+)/' },
      to: { path: '^webview-ui/([^/]+)/', pathNot: ['^webview-ui/$1/', '^webview-ui/shared/'] },
    },
    {
      name: 'no tests in the product',
      comment: 'Tests and benchmarks know the product; the product does not know them.',
      severity: 'error',
      from: { path: product },
      to: { path: ['^test/', '^bench/'] },
    },
    {
      name: 'no cycles',
      comment: 'Two files that need each other while they run are one idea, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no cycles of types',
      comment:
        'Above, commands and hooks may name the type of the object that holds them all; below, nothing may.',
      severity: 'error',
      from: { path: ['^src/engine/', '^src/protocol/'] },
      to: { circular: true },
    },
    {
      name: 'no orphans',
      comment: 'A file that nothing imports, and that imports nothing, is left over.',
      severity: 'error',
      from: { orphan: true, path: [product, '^bench/'], pathNot: ['\\.d\\.ts$', ...entryPoints] },
      to: {},
    },
    {
      name: 'in use',
      comment:
        'Every file of the product is reached from something that starts: the extension, the CLI, a worker, a view.',
      severity: 'error',
      from: { path: entryPoints },
      to: { path: product, pathNot: ['\\.d\\.ts$', ...entryPoints, ...forTools], reachable: false },
    },
    {
      name: 'everything resolves',
      comment: 'An import leads to a file or to an installed package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)tsconfig\\.json$|^bench/package\\.json$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
