const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const paths = require('./paths');

/** Debian packages that the tests need, and how to see that each is there, whoever installed it. */
const needed = [
  { name: 'chromium', present: () => chromium() !== undefined },
  { name: 'fonts-noto-cjk', present: hasChineseFont },
  { name: 'python3', present: () => onPath('python3') !== undefined },
  { name: 'make', present: () => onPath('make') !== undefined },
  { name: 'g++', present: () => onPath('g++') !== undefined },
];

/**
 * Installs the missing packages when root on Debian or Ubuntu.
 * @param {(line: string) => void} say
 * @throws {Error} with the exact command to run when this process may not install
 */
async function ensureSystemPackages(say) {
  const missing = needed.filter((item) => !item.present()).map((item) => item.name);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) {
    throw new Error(`The tests need ${missing.join(', ')}. Install with:\n\n  sudo sh -c '${command}'\n`);
  }
  say(`installing ${missing.join(', ')}: ${command}`);
  const log = path.join(paths.logs, 'apt-get.log');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await execOrThrow('sh', ['-c', command], { env, log, name: 'apt-get' });
  const still = needed.filter((item) => !item.present()).map((item) => item.name);
  if (still.length > 0) throw new Error(`apt-get installed, and yet ${still.join(', ')} cannot be found.`);
}

/** @returns {string | undefined} the browser that journeys use */
function chromium() {
  const named = process.env.MEMCUBE_CHROMIUM;
  if (named !== undefined) return fs.existsSync(named) ? named : undefined;
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}

/** @param {string} program @returns {string | undefined} its full path */
function onPath(program) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, program);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return undefined;
}

module.exports = { ensureSystemPackages, chromium, onPath };
