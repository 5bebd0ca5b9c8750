const fs = require('node:fs');
const path = require('node:path');

/**
 * Does `work` while holding the lock file at `file`, so that two runs do not install over each other. The file
 * holds the owner's process id; the lock of a process that is gone is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
async function withLock(file, work, say) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = 0;
  while (!tryTake(file)) {
    if (Date.now() - told > 15_000) {
      say(`another run (process ${ownerOf(file) ?? '?'}) is at work, waiting for it`);
      told = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} file @returns {boolean} */
function tryTake(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(file);
  if (owner !== undefined && !isAlive(owner)) fs.rmSync(file, { force: true });
  return false;
}

/** @param {string} file @returns {number | undefined} */
function ownerOf(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {boolean} */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

module.exports = { withLock, isAlive };
