/*
 * Runs the tests: `node test/run/all.js` everything, `node test/run/all.js unit host` only these steps and what
 * they need. The last line is `N passed, N failed`; the exit code is 0 only when nothing failed and something
 * passed. Reports and logs are in .cache/reports and .cache/logs.
 */
const { oneFailed, resultLine, sum } = require('./lib/counts');
const { steps } = require('./lib/steps');

/** @typedef {import('./lib/counts').Counts} Counts */

async function main() {
  const wanted = choose(process.argv.slice(2));
  /** @type {Map<string, Counts>} */
  const results = new Map();
  /** @type {string[]} */
  const table = [];
  for (const [index, step] of wanted.entries()) {
    const started = Date.now();
    console.log(`\n[${index + 1}/${wanted.length}] ${step.name}: ${step.title}`);
    const broken = (step.needs ?? []).filter((name) => (results.get(name)?.failed ?? 0) > 0 && blocks(name));
    const counts = broken.length > 0 ? skipped(broken) : await run(step);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    results.set(step.name, counts);
    table.push(
      `${counts.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(12)} ${seconds.padStart(7)} s  ${resultLine(counts)}`,
    );
    console.log(`  ${table.at(-1)}`);
    if (step.name === 'system' && counts.failed > 0) break;
  }
  const total = sum([...results.values()]);
  console.log(`\n${table.join('\n')}\n`);
  console.log(resultLine(total));
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** A package with a forbidden file in it can still be tried out; without a bundle there is nothing to try. @param {string} name */
function blocks(name) {
  return name !== 'package' || !require('node:fs').existsSync(require('./lib/paths').vsix);
}

/** @param {string[]} broken @returns {Counts} */
function skipped(broken) {
  console.log(`  not run, since ${broken.join(' and ')} failed`);
  return oneFailed;
}

/** @param {import('./lib/steps').Step} step @returns {Promise<Counts>} */
async function run(step) {
  try {
    return await step.run();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return oneFailed;
  }
}

/** The named steps and what they need, in the order of the whole run. @param {string[]} names */
function choose(names) {
  if (names.length === 0) return steps;
  /** @type {Set<string>} */
  const chosen = new Set();
  /** @param {string} name */
  const add = (name) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined) {
      throw new Error(`There is no step “${name}”. Steps: ${steps.map((each) => each.name).join(', ')}`);
    }
    chosen.add(name);
    for (const need of step.needs ?? []) add(need);
  };
  for (const name of names) add(name);
  return steps.filter((step) => chosen.has(step.name));
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
