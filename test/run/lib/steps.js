const fs = require('node:fs');
const path = require('node:path');
const { ensureCodeServer } = require('./codeServerInstall');
const { mochaCounts, nothing, oneFailed, onePassed, vitestCounts } = require('./counts');
const { exec } = require('./exec');
const { runHostTests } = require('./hostTests');
const { node24, node24Env } = require('./node24');
const paths = require('./paths');
const { chromium, ensureSystemPackages } = require('./systemPackages');
const { checkVsix, packVsix } = require('./vsix');

/**
 * @typedef {import('./counts').Counts} Counts
 * @typedef {{ name: string, title: string, needs?: string[], run: () => Promise<Counts> }} Step
 */

/** @param {string} line */
const say = (line) => void process.stdout.write(`  ${line}\n`);

/** A program whose exit code is the whole result. @param {string} name @param {string[]} command @returns {() => Promise<Counts>} */
function check(name, command) {
  return async () => ((await tool(name, command)) === 0 ? onePassed : oneFailed);
}

/** Runs a Node program of the project on Node 24. @param {string} name @param {string[]} args @returns {Promise<number>} */
async function tool(name, args) {
  const log = path.join(paths.logs, `${name}.log`);
  fs.rmSync(log, { force: true });
  const env = node24Env({ MEMCUBE_CHROMIUM: chromium(), FORCE_COLOR: '0' });
  const { code } = await exec(node24(), args, { env, log, stream: true, name });
  return code;
}

/** @param {string} program @returns {string} the script behind a name of node_modules/.bin */
const bin = (program) => fs.realpathSync(paths.bin(program));

/** @param {string} name @param {string} config @returns {() => Promise<Counts>} */
function vitest(name, config) {
  return async () => {
    const report = path.join(paths.reports, `${name}.json`);
    fs.rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await tool(name, [bin('vitest'), 'run', '--config', config, ...reporters]);
    return vitestCounts(report, code);
  };
}

/** Everything `npm test` does, in order. @type {Step[]} */
const steps = [
  {
    name: 'system',
    title: 'system packages',
    run: async () => (await ensureSystemPackages(say), nothing),
  },
  { name: 'types', title: 'type check', run: check('types', [bin('tsc'), '--build']) },
  {
    name: 'lint',
    title: 'ESLint',
    run: check('lint', [bin('eslint'), '--config', '.config/eslint.config.mjs', '--max-warnings', '0', '.']),
  },
  {
    name: 'layers',
    title: 'walls between folders',
    run: check('layers', [
      bin('depcruise'),
      '--config',
      '.config/dependency-cruiser.cjs',
      'src',
      'webview-ui',
    ]),
  },
  {
    name: 'format',
    title: 'Prettier',
    run: check('format', [bin('prettier'), '--check', '--log-level', 'warn', '.']),
  },
  {
    name: 'bundle',
    title: 'bundles',
    run: check('bundle', ['esbuild.js', '--production']),
  },
  { name: 'unit', title: 'unit tests', run: vitest('unit', 'test/vitest.config.mts') },
  {
    name: 'package',
    title: 'VSIX: contents and size',
    needs: ['bundle'],
    run: async () => {
      await packVsix(paths.root, paths.vsix, path.join(paths.logs, 'package.log'));
      const { problems, summary } = checkVsix(paths.vsix);
      for (const line of [summary, ...problems]) say(line);
      return problems.length === 0 ? onePassed : oneFailed;
    },
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
