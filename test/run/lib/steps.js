const fs = require('node:fs');
const path = require('node:path');
const { ensureCodeServer } = require('./codeServerInstall');
const { mochaCounts, nothing, oneFailed, onePassed, sum, vitestCounts } = require('./counts');
const { exec } = require('./exec');
const { runHostTests } = require('./hostTests');
const { ensureModels } = require('./models');
const { ensureLlamaServer } = require('./modelServersInstall');
const { ensureNeo4j } = require('./neo4jInstall');
const { thisTarget } = require('./nativeRuntime');
const { node24, node24Env } = require('./node24');
const { lastBefore5 } = require('./oldNeo4j');
const paths = require('./paths');
const { proveRuntime } = require('./proveRuntime');
const { chromium, ensureSystemPackages } = require('./systemPackages');
const { checkVsix, packPlatformVsix, packVsix } = require('./vsix');

/**
 * @typedef {import('./counts').Counts} Counts
 * @typedef {{ name: string, title: string, needs?: string[], run: () => Promise<Counts> }} Step
 */

/** @param {string} line */
const say = (line) => void process.stdout.write(`  ${line}\n`);

/** An npm script whose exit code is the whole result. @param {string} name @param {string} npmScript @returns {() => Promise<Counts>} */
function script(name, npmScript) {
  return async () => {
    const code = await run(name, 'npm', ['run', '--silent', npmScript]);
    return code === 0 ? onePassed : oneFailed;
  };
}

/**
 * Runs a program with Node 24 first on PATH, its output shown and kept in a log.
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function run(name, program, args) {
  const log = path.join(paths.logs, `${name}.log`);
  fs.rmSync(log, { force: true });
  const env = node24Env({ MEMCUBE_CHROMIUM: chromium(), NO_COLOR: '1', FORCE_COLOR: undefined });
  const { code } = await exec(program, args, { env, log, stream: true, name });
  return code;
}

/** @returns {Promise<Counts>} */
async function bundle() {
  const code = await run('bundle', node24(), ['esbuild.js', '--production']);
  return code === 0 ? onePassed : oneFailed;
}

/** @param {string} name @param {string} config @param {string[]} files all where none are named @returns {() => Promise<Counts>} */
function vitest(name, config, ...files) {
  return async () => {
    const report = path.join(paths.reports, `${name}.json`);
    fs.rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(name, paths.bin('vitest'), ['run', '--config', config, ...reporters, ...files]);
    return vitestCounts(report, code);
  };
}

/** Packs both packages, checks what is in them, and lets the one of this platform embed a text. @returns {Promise<Counts>} */
async function packages() {
  const log = path.join(paths.logs, 'package.log');
  fs.rmSync(paths.platformVsix, { force: true });
  await packVsix(paths.root, paths.vsix, log);
  const results = [report(checkVsix(paths.vsix))];
  const target = thisTarget();
  if (target === undefined) {
    say('no runtime of local models for this platform');
  } else {
    await packPlatformVsix(target, paths.platformVsix, log);
    results.push(report(checkVsix(paths.platformVsix, target)));
    results.push(report(await proveRuntime(paths.platformVsix, paths.vsix)));
  }
  return sum(results);
}

/** @param {{ problems: string[], summary: string }} found @returns {Counts} */
function report({ problems, summary }) {
  for (const line of [summary, ...problems]) say(line);
  return problems.length === 0 ? onePassed : oneFailed;
}

/** Everything `npm test` does, in order. @type {Step[]} */
const steps = [
  {
    name: 'system',
    title: 'system packages',
    run: async () => (await ensureSystemPackages(say), nothing),
  },
  {
    name: 'models',
    title: 'the models that tests run',
    needs: ['system'],
    run: async () => (await ensureModels(say), nothing),
  },
  {
    name: 'neo4j-jars',
    title: 'the real Neo4j, and one that is too old',
    needs: ['system'],
    run: async () => (await ensureNeo4j(say), await ensureNeo4j(say, lastBefore5), nothing),
  },
  {
    name: 'llama-server',
    title: 'llama.cpp’s own server',
    needs: ['system'],
    run: async () => (await ensureLlamaServer(say), nothing),
  },
  { name: 'types', title: 'type check', run: script('types', 'check:types') },
  { name: 'lint', title: 'ESLint', run: script('lint', 'check:lint') },
  { name: 'layers', title: 'walls between folders', run: script('layers', 'check:layers') },
  { name: 'format', title: 'Prettier', run: script('format', 'check:format') },
  { name: 'bundle', title: 'bundles', run: bundle },
  {
    name: 'unit',
    title: 'unit tests',
    needs: ['models'],
    run: vitest('unit', 'test/vitest.config.mts'),
  },
  {
    name: 'neo4j',
    title: 'the store on a real Neo4j',
    needs: ['neo4j-jars'],
    run: vitest('neo4j', 'test/vitest.neo4j.config.mts'),
  },
  {
    name: 'servers',
    title: 'model providers on llama.cpp’s own server',
    needs: ['models', 'llama-server'],
    run: vitest('servers', 'test/vitest.servers.config.mts', 'test/servers/llamaServer.test.ts'),
  },
  {
    name: 'training',
    title: 'training an adapter, with a real torch',
    needs: ['system', 'models'],
    run: vitest('training', 'test/vitest.train.config.mts'),
  },
  {
    name: 'package',
    title: 'VSIX: contents and size, for every platform and for this one',
    needs: ['bundle', 'models'],
    run: packages,
  },
  {
    name: 'code-server',
    title: 'the real VS Code',
    needs: ['system'],
    run: async () => (await ensureCodeServer(say), nothing),
  },
  {
    name: 'host',
    title: 'tests inside the extension host',
    needs: ['bundle', 'package', 'code-server'],
    run: async () => mochaCounts(await runHostTests(say)),
  },
  {
    name: 'e2e',
    title: 'browser journeys',
    needs: ['bundle', 'package', 'code-server'],
    run: vitest('e2e', 'test/vitest.e2e.config.mts'),
  },
];

module.exports = { steps };
