/*
 * code-server is VS Code itself (workbench, extension host, webviews) on npm, so it works where only a package
 * registry is in reach. Its own install script compiles eight native modules that need a compiler, Kerberos
 * headers and nodejs.org; nearly all of them are of no use to us. So it is installed without scripts, in the
 * same three steps its script takes, and only the two small modules that the extension host misses (file logs
 * and the watchdog) are built, with the headers that came with Node 24, when there is a compiler.
 */
const fs = require('node:fs');
const path = require('node:path');
const { exec, execOrThrow } = require('./exec');
const { withLock } = require('./lock');
const { node24, node24Env, node24Headers } = require('./node24');
const paths = require('./paths');

const version = '4.139.1';
const codeVersion = '1.139.1';
const packageFolder = path.join(paths.codeServer, 'node_modules', 'code-server');
const entry = path.join(packageFolder, 'out', 'node', 'entry.js');
const complete = path.join(paths.codeServer, 'complete');

/**
 * Makes sure that code-server is installed and is the version we test with; a broken or older folder is
 * removed and installed anew, a good one is kept.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its entry script, for Node 24
 */
async function ensureCodeServer(say) {
  if (await isGood()) return entry;
  return withLock(
    `${paths.codeServer}.lock`,
    async () => {
      if (!(await isGood())) await install(say);
      return entry;
    },
    say,
  );
}

/** @returns {Promise<boolean>} */
async function isGood() {
  if (!fs.existsSync(complete) || !fs.existsSync(entry)) return false;
  const config = path.join(paths.codeServer, 'config.yaml');
  const env = node24Env({ XDG_DATA_HOME: paths.codeServer });
  const { code, output } = await exec(node24(), [entry, '--config', config, '--version'], { env });
  return code === 0 && output.includes(version) && output.includes(`with Code ${codeVersion}`);
}

/** @param {(line: string) => void} say */
async function install(say) {
  const started = Date.now();
  say(`installing code-server ${version} (VS Code ${codeVersion}) from npm, about 620 MB on disk`);
  fs.rmSync(paths.codeServer, { recursive: true, force: true });
  fs.mkdirSync(paths.codeServer, { recursive: true });
  fs.writeFileSync(path.join(paths.codeServer, 'package.json'), '{ "private": true }\n');

  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const npm = (/** @type {string} */ cwd, /** @type {string[]} */ what) =>
    execOrThrow('npm', ['install', ...what, ...flags], { cwd, env: node24Env(), name: 'npm install' });
  await npm(paths.codeServer, [`code-server@${version}`]);
  const code = path.join(packageFolder, 'lib', 'vscode');
  say('installing what VS Code itself needs');
  await npm(code, []);
  await npm(path.join(code, 'extensions'), []);
  linkScripts(code);
  await buildNative(code, say);

  fs.writeFileSync(complete, `${version}\n`);
  if (!(await isGood())) throw new Error(`code-server does not start; see ${paths.codeServer}`);
  say(`code-server is ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The links that code-server's own install script makes. @param {string} code */
function linkScripts(code) {
  const suffix = process.platform === 'darwin' ? 'darwin' : 'linux';
  for (const [folder, source, link] of [
    ['remote-cli', 'code', 'code-server'],
    ['helpers', 'browser', 'browser.sh'],
  ]) {
    const target = path.join(code, 'bin', String(folder), String(link));
    fs.rmSync(target, { force: true });
    fs.symlinkSync(`${source}-${suffix}.sh`, target);
  }
}

/** @param {string} code @param {(line: string) => void} say */
async function buildNative(code, say) {
  const headers = node24Headers();
  const env = node24Env(
    headers ? { npm_config_nodedir: headers, npm_package_config_node_gyp_nodedir: headers } : {},
  );
  for (const name of ['@vscode/native-watchdog', '@vscode/spdlog']) {
    say(`building ${name}`);
    const { code: failed, output } = await exec('npm', ['rebuild', name, '--foreground-scripts'], {
      cwd: code,
      env,
      name: `building ${name}`,
      timeoutMs: 600_000,
    });
    if (failed) {
      say(`${name} could not be built (it needs python3, make and g++); VS Code runs without it:`);
      say(output.trimEnd().split('\n').slice(-3).join('\n'));
    }
  }
}

module.exports = { ensureCodeServer, codeServerEntry: entry, codeServerVersion: version };
