const { spawn } = require('node:child_process');
const path = require('node:path');
const paths = require('./paths');
const { onPath } = require('./systemPackages');

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** @returns {boolean} whether a desktop window could be shown at all */
function hasDisplay() {
  if (process.platform !== 'linux') return true;
  // The terminal of a VS Code window has a `code` that talks to that window.
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.env.VSCODE_IPC_HOOK_CLI);
}

/** @returns {string | undefined} the `code` command of an installed VS Code */
function installedCode() {
  return onPath('code') ?? onPath('code-insiders');
}

/**
 * Downloads VS Code through @vscode/test-electron, or says why not. A machine without the internet is noticed
 * in a few seconds.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} the program to start
 */
async function downloadedCode(say) {
  const reachable = await fetch(releases, { signal: AbortSignal.timeout(4000) }).then(
    (reply) => reply.ok,
    () => false,
  );
  if (!reachable) {
    say('VS Code cannot be downloaded from here (update.code.visualstudio.com does not answer)');
    return undefined;
  }
  const { downloadAndUnzipVSCode } = require('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(paths.cache, 'vscode') });
  } catch (error) {
    say(`VS Code could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/**
 * Opens a folder in a desktop VS Code with our extension loaded from this checkout.
 * @param {string} program
 * @param {string} folder
 * @param {{ profile?: string }} [options] `profile`: a folder for a profile of its own
 * @returns {Promise<number>} the exit code; at once for `code`, which hands over to a window
 */
function openDesktop(program, folder, { profile } = {}) {
  const args = [`--extensionDevelopmentPath=${paths.root}`, '--new-window'];
  const root = process.getuid?.() === 0;
  if (profile !== undefined || root) {
    const home = profile ?? path.join(paths.cache, 'start', 'desktop');
    args.push(`--user-data-dir=${path.join(home, 'user-data')}`);
    args.push(`--extensions-dir=${path.join(home, 'extensions')}`);
  }
  if (root) args.push('--no-sandbox');
  const child = spawn(program, [...args, folder], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

module.exports = { hasDisplay, installedCode, downloadedCode, openDesktop };
