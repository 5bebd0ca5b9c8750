/**
 * `npm run bench:kv [-- --sizes 583,2773,6064 --times 5 --turns 50 --prompts 20 --threads 2 --model FILE --docs]`
 *
 * Measures activation memory with the real model and writes `.cache/bench/kv.md`, with `--docs` the section of
 * docs/benchmarks.md too. Needs the test model (`npm run models`). For figures that mean something let the machine do
 * nothing else.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLlamaWorker } from '../test/run/lib/llamaWorker.js';
import paths from '../test/run/lib/paths.js';
import type { KvJob, KvResults } from './kv/job.ts';
import { kvSection } from './kv/report.ts';
import { bundle } from './lib/bundle.ts';
import { machineLines } from './lib/machine.ts';
import { CACHE, ROOT } from './lib/paths.ts';
import { runProgram } from './lib/runProgram.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '583,2773,6064' },
    times: { type: 'string', default: '5' },
    turns: { type: 'string', default: '50' },
    prompts: { type: 'string', default: '20' },
    model: { type: 'string', default: paths.chatModel },
    threads: { type: 'string', default: '0' },
    docs: { type: 'boolean', default: false },
  },
});
const HEADING = '## Activation memory';

if (existsSync(values.model)) {
  const machine = machineLines();
  const job: KvJob = {
    model: resolve(values.model),
    script: await buildLlamaWorker(),
    folder: await mkdtemp(join(tmpdir(), 'bench-kv-')),
    sizes: values.sizes.split(',').map(Number),
    times: Number(values.times),
    turns: Number(values.turns),
    threads: Number(values.threads),
    prompts: Number(values.prompts),
  };
  const program = await bundle('bench/kv/main.ts', 'kv', ['node-llama-cpp', 'openai', 'ollama']);
  const results = await runProgram<KvResults>(program, job);
  const section = kvSection(results, job.sizes, machine);
  await mkdir(CACHE, { recursive: true });
  await writeFile(join(CACHE, 'kv.json'), JSON.stringify({ machine, results }, undefined, 1));
  await writeFile(join(CACHE, 'kv.md'), section);
  if (values.docs) await intoDocs(join(ROOT, 'docs/benchmarks.md'), section);
  process.stdout.write(`${section}\nwritten to ${relative(process.cwd(), join(CACHE, 'kv.md'))}\n`);
} else {
  process.stderr.write(`There is no model ${values.model}: \`npm run models\` gets it.\n`);
  process.exitCode = 2;
}

/** Replaces the section, or adds it at the end; the others stay as they are. */
async function intoDocs(file: string, section: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const start = text.indexOf(`${HEADING}\n`);
  const next = start < 0 ? -1 : text.indexOf('\n## ', start + HEADING.length);
  const before = start < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, start);
  await writeFile(file, `${before}${section}${next < 0 ? '' : text.slice(next)}`);
}
