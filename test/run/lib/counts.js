const fs = require('node:fs');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Preparation that went well is no test. @type {Readonly<Counts>} */
const nothing = { passed: 0, failed: 0, skipped: 0 };
/** @type {Readonly<Counts>} */
const onePassed = { passed: 1, failed: 0, skipped: 0 };
/** @type {Readonly<Counts>} */
const oneFailed = { passed: 0, failed: 1, skipped: 0 };

/**
 * Reads vitest's JSON report. A run that ended badly without a failed test (a file that does not load, no test
 * at all) counts as one failure.
 * @param {string} file
 * @param {number} code the exit code
 * @returns {Counts}
 */
function vitestCounts(file, code) {
  const report = readReport(file);
  if (report === undefined) return oneFailed;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests = 0, numTodoTests = 0 } = report;
  const missed = failed === 0 && (code !== 0 || report.success === false || passed === 0);
  return { passed, failed: missed ? 1 : failed, skipped: numPendingTests + numTodoTests };
}

/**
 * Reads mocha's JSON report. No passing test at all counts as one failure.
 * @param {string} file
 * @returns {Counts}
 */
function mochaCounts(file) {
  const stats = readReport(file)?.stats;
  if (stats === undefined) return oneFailed;
  const failed = stats.failures === 0 && stats.passes === 0 ? 1 : stats.failures;
  return { passed: stats.passes, failed, skipped: stats.pending };
}

/** @param {string} file @returns {any} */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Counts[]} all @returns {Counts} */
function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** @param {Counts} counts @returns {string} the line that every run ends with */
function resultLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

module.exports = { nothing, onePassed, oneFailed, vitestCounts, mochaCounts, sum, resultLine };
