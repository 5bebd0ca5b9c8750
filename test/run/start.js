/*
 * Builds the extension and opens the demo workspace in a real VS Code: `code` when it is installed, else VS Code
 * downloaded by @vscode/test-electron, else code-server in the browser.
 *
 *   --fresh                             renew the demo workspace in .cache/demo-workspace (your edits are lost)
 *   --with code|download|code-server    take this one and no other
 *   --smoke                             stop again, with exit code 0, as soon as the window could be opened
 */
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { installVsix, startCodeServer, writeSettings } = require('./lib/codeServer');
const { ensureCodeServer } = require('./lib/codeServerInstall');
const { makeDemoWorkspace } = require('./lib/demoWorkspace');
const { downloadedCode, hasDisplay, installedCode, openDesktop } = require('./lib/desktop');
const { execOrThrow } = require('./lib/exec');
const { node24, node24Env } = require('./lib/node24');
const paths = require('./lib/paths');
const { packVsix } = require('./lib/vsix');

/** @param {string} line */
const say = (line) => console.log(line);

/** Settings for a first look: no welcome page, the demo is trusted. */
const firstSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
};

async function main() {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, smoke: { type: 'boolean' }, with: { type: 'string' } },
  });
  say('Building the extension …');
  await execOrThrow(node24(), ['esbuild.js'], { env: node24Env(), name: 'esbuild' });
  const folder = path.join(paths.cache, 'demo-workspace');
  const made = makeDemoWorkspace(folder, { fresh: values.fresh === true });
  say(`Demo workspace: ${folder}${made ? '' : ' (kept from last time; --fresh renews it)'}`);

  const desktop = await findDesktop(values.with);
  if (desktop === undefined) {
    await inBrowser(folder, values.smoke === true);
    return;
  }
  say(`Opening ${desktop.name}. Look for the MemCube icon in the activity bar.`);
  process.exitCode = await openDesktop(desktop.program, folder, desktop);
}

/**
 * @param {string | undefined} wanted
 * @returns {Promise<{ name: string, program: string, profile?: string } | undefined>} undefined for code-server
 */
async function findDesktop(wanted) {
  if (wanted === 'code-server') return undefined;
  if (wanted === undefined && !hasDisplay()) {
    say('There is no display here, so VS Code opens in the browser.');
    return undefined;
  }
  const installed = installedCode();
  if (installed !== undefined && wanted !== 'download') {
    return { name: `your VS Code (${installed})`, program: installed };
  }
  const program = wanted === 'code' ? undefined : await downloadedCode(say);
  if (program !== undefined) {
    return { name: `a downloaded VS Code (${program})`, program, profile: path.join(paths.cache, 'start') };
  }
  if (wanted !== undefined) throw new Error(`--with ${wanted}: there is none on this machine.`);
  return undefined;
}

/** @param {string} folder @param {boolean} smoke */
async function inBrowser(folder, smoke) {
  const home = path.join(paths.cache, 'start', 'code-server');
  const where = { userDataDir: path.join(home, 'user-data'), extensionsDir: path.join(home, 'extensions') };
  await ensureCodeServer(say);
  const vsix = path.join(home, 'memcube-studio.vsix');
  await packVsix(paths.root, vsix, path.join(paths.logs, 'start-package.log'));
  await installVsix({ vsix, ...where });
  const settings = path.join(where.userDataDir, 'User', 'settings.json');
  if (!fs.existsSync(settings)) writeSettings(where.userDataDir, firstSettings);

  const log = path.join(paths.logs, 'start-code-server.log');
  const server = await startCodeServer({ folder, ...where, log });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void server.stop());
  }
  say(`\nVS Code (code-server) is ready:\n\n  ${server.url}\n`);
  say('Open the address in a browser and look for the MemCube icon in the activity bar.');
  if (smoke) {
    await server.stop();
    return;
  }
  say(`Ctrl+C stops it. Log: ${log}`);
  await server.ended;
  say('Stopped.');
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
