const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const paths = require('./paths');

/**
 * Debian packages and how to see that each is there, whoever installed it. Python and pip fetch the models that
 * tests run. The optional ones build two small modules of VS Code, which does without them, and let adapters be
 * trained.
 */
const packages = [
  { name: 'chromium', optional: false, present: () => chromium() !== undefined },
  { name: 'fonts-noto-cjk', optional: false, present: hasChineseFont },
  { name: 'default-jre-headless', optional: false, present: hasJava },
  { name: 'maven', optional: false, present: () => onPath('mvn') !== undefined },
  { name: 'python3', optional: false, present: () => onPath('python3') !== undefined },
  { name: 'python3-pip', optional: false, present: hasPip },
  { name: 'python3-venv', optional: true, present: hasVenv },
  { name: 'make', optional: true, present: () => onPath('make') !== undefined },
  { name: 'g++', optional: true, present: () => onPath('g++') !== undefined },
];

/** @param {boolean} optional @returns {string[]} */
function missing(optional) {
  const absent = packages.filter((item) => (optional || !item.optional) && !item.present());
  return absent.map((item) => item.name);
}

/**
 * Installs the missing packages when root on Debian or Ubuntu.
 * @param {(line: string) => void} say
 * @throws {Error} with the exact command to run when this process may not install
 */
async function ensureSystemPackages(say) {
  const wanted = missing(true);
  if (wanted.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${wanted.join(' ')}`;
  const advice = `\n\n  sudo sh -c '${command}'\n`;
  const needed = missing(false);
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) {
    if (needed.length > 0) throw new Error(`The tests need ${needed.join(', ')}. Install with:${advice}`);
    say(`not installed, and not strictly needed: ${wanted.join(', ')}`);
    return;
  }
  say(`installing ${wanted.join(', ')}: ${command}`);
  const log = path.join(paths.logs, 'apt-get.log');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await execOrThrow('sh', ['-c', command], { env, log, name: 'apt-get' });
  const still = missing(false);
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
    // No fontconfig: look where Debian puts the font.
    return fs.existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');
  }
}

function hasPip() {
  try {
    execFileSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Debian has it in a package of its own; the training of adapters needs it. */
function hasVenv() {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Neo4j 5 runs on Java 17 or newer. */
function hasJava() {
  try {
    const said = spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr;
    return Number(/version "(\d+)/.exec(said)?.[1] ?? 0) >= 17;
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
