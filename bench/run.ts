/**
 * `npm run bench [-- --memories 1000,10000,100000 --nodes 1000,10000 --repetitions 5 --only engine,search,ingest,activation,graph --built --out FILE]`
 *
 * Measures and writes a report in Markdown, by default `.cache/bench/report.md`. `--built` measures the start of
 * the package that is there instead of making one; `--note TEXT` adds a line about the machine to the report. Ends with 2 when the
 * arguments are wrong. For figures that mean something let the machine do nothing else.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureActivation } from './activation/measureActivation.ts';
import { measureEngine } from './engine/measureEngine.ts';
import { measureGraph } from './graph/measureGraph.ts';
import { measureIngest } from './ingest/measureIngest.ts';
import { machineLines } from './lib/machine.ts';
import { CACHE } from './lib/paths.ts';
import { PARTS } from './lib/results.ts';
import type { Case, Part, RunOptions } from './lib/results.ts';
import { report } from './report/report.ts';
import { measureSearch } from './search/measureSearch.ts';

const measures: Readonly<Record<Part, (options: RunOptions) => Promise<Case[]>>> = {
  engine: measureEngine,
  search: measureSearch,
  ingest: measureIngest,
  activation: measureActivation,
  graph: measureGraph,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      memories: { type: 'string', default: '1000,10000,100000' },
      nodes: { type: 'string', default: '1000,10000' },
      repetitions: { type: 'string', default: '5' },
      only: { type: 'string', default: PARTS.join(',') },
      built: { type: 'boolean', default: false },
      note: { type: 'string' },
      out: { type: 'string', default: join(CACHE, 'report.md') },
    },
  });
  const started = performance.now();
  const options: RunOptions = {
    memories: values.memories.split(',').map((text) => wholeNumber('memories', text)),
    nodes: values.nodes.split(',').map((text) => wholeNumber('nodes', text)),
    repetitions: wholeNumber('repetitions', values.repetitions),
    parts: values.only.split(',').map(part),
    built: values.built,
    say: (line) => process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0)} s  ${line}\n`),
  };
  const machine = [...machineLines(), ...(values.note === undefined ? [] : [values.note])];
  const cases: Case[] = [];
  for (const name of PARTS) {
    if (options.parts.includes(name)) cases.push(...(await measures[name](options)));
  }
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, report(cases, machine, options));
  await writeFile(join(CACHE, 'results.json'), JSON.stringify({ machine, cases }, undefined, 1));
  options.say(`the report is in ${relative(process.cwd(), out) || out}`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} must be a whole number from 1 on, not "${text}"`);
}

function part(name: string): Part {
  const found = PARTS.find((known) => known === name);
  if (found) return found;
  throw new RangeError(`--only knows ${PARTS.join(', ')}, not "${name}"`);
}

try {
  await main();
} catch (error) {
  const usage = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
  if (!usage) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
