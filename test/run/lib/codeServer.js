const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { codeServerEntry } = require('./codeServerInstall');
const { freePort } = require('./freePort');
const { node24, node24Env } = require('./node24');

/** Settings for a window that shows nothing but our extension and asks nothing. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  // In a browser VS Code saves by itself a second after each edit; a desktop window does not.
  'files.autoSave': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * Merges settings into the user settings of `userDataDir`.
 * @param {string} userDataDir
 * @param {Record<string, unknown>} settings
 */
function writeSettings(userDataDir, settings) {
  const file = path.join(userDataDir, 'User', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const old = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  fs.writeFileSync(file, `${JSON.stringify({ ...old, ...settings }, undefined, 2)}\n`);
}

/**
 * Installs a VSIX into `extensionsDir`.
 * @param {{ vsix: string, userDataDir: string, extensionsDir: string }} where
 */
async function installVsix({ vsix, userDataDir, extensionsDir }) {
  const args = [
    codeServerEntry,
    ...folders(userDataDir, extensionsDir),
    '--install-extension',
    vsix,
    '--force',
  ];
  const { output } = await execOrThrow(node24(), args, {
    env: node24Env({ XDG_DATA_HOME: userDataDir }),
    name: 'installing the extension',
  });
  if (!/successfully installed/i.test(output)) throw new Error(`The extension was not installed:\n${output}`);
}

/**
 * Starts code-server on a free port of the loopback address and waits until it answers.
 * @param {{ folder: string, userDataDir: string, extensionsDir: string, log: string, locale?: string,
 *   workspaceTrust?: boolean, idleSeconds?: number, env?: NodeJS.ProcessEnv }} options `idleSeconds`: it ends by
 *   itself when nobody has looked for so long, so that a test run that is killed leaves nothing behind
 * @returns {Promise<{ url: string, pid: number, ended: Promise<number>, stop: () => Promise<void> }>}
 */
async function startCodeServer(options) {
  const { folder, userDataDir, extensionsDir, log, locale, workspaceTrust = false, idleSeconds } = options;
  const port = await freePort();
  const args = [
    codeServerEntry,
    ...folders(userDataDir, extensionsDir),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(locale ? ['--locale', locale] : []),
    ...(idleSeconds ? ['--idle-timeout-seconds', String(idleSeconds)] : []),
    folder,
  ];
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.openSync(log, 'w');
  const child = spawn(node24(), args, {
    env: node24Env({ EXTENSIONS_GALLERY: '{}', ...options.env }),
    stdio: ['ignore', output, output],
    detached: true,
  });
  fs.closeSync(output);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`code-server could not be started; see ${log}`);
  const stop = () => stopGroup(pid, ended);
  const base = `http://127.0.0.1:${port}/`;
  if (!(await answers(`${base}healthz`, ended))) {
    await stop();
    throw new Error(`code-server did not answer:\n${fs.readFileSync(log, 'utf8').slice(-2000)}`);
  }
  return { url: `${base}?folder=${encodeURIComponent(folder)}`, pid, ended, stop };
}

/** @param {string} userDataDir @param {string} extensionsDir */
function folders(userDataDir, extensionsDir) {
  fs.mkdirSync(userDataDir, { recursive: true });
  fs.mkdirSync(extensionsDir, { recursive: true });
  const config = path.join(userDataDir, 'config.yaml');
  return ['--config', config, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
}

/** @param {string} url @param {Promise<number>} ended @returns {Promise<boolean>} */
async function answers(url, ended) {
  let gone = false;
  void ended.then(() => (gone = true));
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !gone;) {
    const ok = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** Stops the server and its children, which form a process group of their own. @param {number} pid @param {Promise<number>} ended */
async function stopGroup(pid, ended) {
  /** @param {NodeJS.Signals} signal */
  const send = (signal) => {
    try {
      process.kill(-pid, signal);
    } catch {
      // already gone
    }
  };
  send('SIGTERM');
  const gone = await Promise.race([
    ended.then(() => true),
    new Promise((resolve) => setTimeout(() => resolve(false), 5000)),
  ]);
  if (!gone) send('SIGKILL');
  await ended;
  send('SIGKILL');
}

module.exports = { quietSettings, writeSettings, installVsix, startCodeServer };
