const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./paths');

/**
 * Puts the demo MemCubes and the sample cubes that MemOS itself wrote into a folder that may be changed.
 * @param {string} target
 * @param {{ fresh?: boolean }} [options] `fresh` replaces what is there; otherwise an existing folder is kept
 * @returns {boolean} whether the folder was written
 */
function makeDemoWorkspace(target, { fresh = false } = {}) {
  if (fresh) fs.rmSync(target, { recursive: true, force: true });
  if (fs.existsSync(target)) return false;
  const partial = `${target}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'media', 'demo'), partial, { recursive: true });
  const samples = path.join(root, 'test', 'fixtures', 'cubes');
  fs.cpSync(samples, path.join(partial, 'memos-samples'), { recursive: true });
  makeWritable(partial);
  fs.renameSync(partial, target);
  return true;
}

/** Copies keep the mode of their originals, which may be read-only. @param {string} folder */
function makeWritable(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(full);
    else fs.chmodSync(full, 0o644);
  }
}

module.exports = { makeDemoWorkspace };
