/*
 * The areas of the source tree and the arrows between them: the one table behind dependency-cruiser.cjs, which
 * checks every import against it, and behind test/layers, which refuses a file that lies in none of the areas.
 * docs/architecture.md tells the reasons.
 *
 * `may` names the other areas that an area imports, `packages` the npm packages, `node` whether it may use the
 * modules of Node. An area always may import itself, apart from the areas inside it that have a line of their own.
 */

/**
 * @typedef {object} Area
 * @property {string} path a folder, or a file where one file is an area
 * @property {readonly string[]} may
 * @property {readonly string[]} [packages]
 * @property {boolean} [node]
 */

const BASE = 'src/engine/base';
const MODEL = 'src/engine/model';
const FOUNDATION = [BASE, MODEL];

/** MemCubes on disk: one area per file format or service; what is above may use what is below it. */
const cube = {
  text: [],
  pickle: [],
  adapter: [],
  config: [],
  files: ['config'],
  inspect: ['pickle', 'adapter', 'files'],
  outline: ['text'],
  detail: ['text', 'outline'],
  graph: ['text', 'outline'],
  edit: ['text', 'outline'],
  merge: ['text'],
  journal: ['text', 'files'],
  problems: ['text', 'config'],
  check: ['text', 'config', 'files', 'problems'],
  session: ['text', 'config', 'files', 'journal', 'merge'],
};

const cubeAreas = (...names) => names.map((name) => `src/engine/cube/${name}`);
const CUBE = cubeAreas(...Object.keys(cube));
const SERVICES = ['store', 'inference', 'reader', 'retrieval'].map((name) => `src/engine/${name}`);

/** @type {readonly Area[]} */
const engine = [
  { path: BASE, may: [] },
  { path: MODEL, may: [BASE] },
  ...Object.entries(cube).map(([name, below]) => ({
    path: `src/engine/cube/${name}`,
    may: [...FOUNDATION, ...below.map((other) => `src/engine/cube/${other}`)],
    node: true,
  })),
  { path: 'src/engine/store', may: FOUNDATION, packages: ['neo4j-driver'], node: true },
  {
    path: 'src/engine/inference',
    // The reader of GGUF headers is there.
    may: [...FOUNDATION, 'src/engine/cube/adapter'],
    packages: ['openai', 'ollama'],
    node: true,
  },
  {
    path: 'src/engine/retrieval',
    may: [...FOUNDATION, 'src/engine/store', 'src/engine/inference'],
    packages: ['@orama/stemmers', 'chrono-node'],
    node: true,
  },
  {
    path: 'src/engine/reader',
    may: [...FOUNDATION, 'src/engine/inference'],
    packages: [
      'unpdf',
      'mammoth',
      'jszip',
      'htmlparser2',
      'mdast-util-from-markdown',
      'mdast-util-to-string',
      'web-tree-sitter',
      'chrono-node',
      'zod',
    ],
    node: true,
  },
  // A folder cube kept equal to a store, and copies between stores.
  { path: 'src/engine/transfer', may: [...FOUNDATION, ...CUBE, 'src/engine/store'], node: true },
  // A cube that lives in a store, edited like one in a folder.
  {
    path: 'src/engine/live',
    may: [...FOUNDATION, ...CUBE, 'src/engine/store', 'src/engine/transfer'],
    node: true,
  },
  // From a source to proposals, and from accepted proposals to Changes.
  {
    path: 'src/engine/ingest',
    may: [...FOUNDATION, ...CUBE, ...SERVICES, 'src/engine/transfer', 'src/engine/live'],
    packages: ['zod'],
    node: true,
  },
  { path: 'src/engine/evaluation', may: [...FOUNDATION, ...SERVICES], packages: ['zod'], node: true },
  { path: 'src/engine/lifecycle', may: [...FOUNDATION, 'src/engine/store'], node: true },
  {
    path: 'src/engine/activation',
    // ggml's element types are with the adapters.
    may: [...FOUNDATION, 'src/engine/inference', ...cubeAreas('files', 'pickle', 'adapter')],
    packages: ['zod'],
    node: true,
  },
  {
    path: 'src/engine/parametric',
    // The lock of a cube is with its journal.
    may: [...FOUNDATION, 'src/engine/inference', ...cubeAreas('files', 'adapter', 'journal')],
    packages: ['zod'],
    node: true,
  },
];

const scheduler = { path: 'src/engine/scheduler', may: engine.map(({ path }) => path), node: true };
const mos = { path: 'src/engine/mos', may: [...engine, scheduler].map(({ path }) => path), node: true };

/** @type {readonly Area[]} */
const areas = [
  ...engine,
  scheduler,
  mos,
  { path: 'src/protocol', may: FOUNDATION },
  {
    path: 'src/workers',
    may: ['src/engine', 'src/protocol'],
    packages: ['node-llama-cpp', 'zod'],
    node: true,
  },
  { path: 'src/adapter', may: ['src/engine', 'src/protocol'], node: true },
  { path: 'src/cli', may: ['src/engine', 'src/protocol'], packages: ['commander'], node: true },
  { path: 'src/mcp', may: ['src/engine'], node: true },
  {
    path: 'src/extension',
    may: ['src/engine', 'src/protocol', 'src/adapter', 'src/mcp'],
    packages: ['vscode', 'zod', 'ignore'],
    node: true,
  },
  {
    path: 'webview-ui',
    may: ['src/protocol', ...FOUNDATION],
    packages: [
      'react',
      'react-dom',
      '@tanstack/react-virtual',
      '@vscode-elements/elements',
      '@vscode-elements/react-elements',
      '@vscode/codicons',
      '@xyflow/react',
      'diff',
      'elkjs',
    ],
  },
  // Benchmarks of the real editor start it the way the tests do.
  {
    path: 'bench',
    may: ['src/engine', 'src/protocol', 'test/run'],
    packages: ['esbuild', 'playwright-core'],
    node: true,
  },
];

/** Modules that a runtime starts with; everything else in the product is there because one of them needs it. */
const entryPoints = [
  '^src/extension/main\\.ts$',
  '^src/cli/main\\.ts$',
  '^src/workers/[^/]+\\.ts$',
  '^webview-ui/[^/]+/main\\.tsx$',
  '^webview-ui/[^/]+/[^/]+\\.worker\\.ts$',
];

/** Parts of the engine that no runtime loads: they make files of the package, or lists that the tests go through. */
const forTools = [
  '^src/engine/cube/config/buildJsonSchema\\.ts$',
  '^src/engine/cube/problems/problemMessages\\.ts$',
];

module.exports = { areas, entryPoints, forTools };
