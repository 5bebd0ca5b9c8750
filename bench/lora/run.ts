/**
 * `npm run bench:lora [-- --epochs 15 --threads 0 --out FILE]`
 *
 * Distils twenty facts into an adapter for SmolLM2-135M and writes what came of it in Markdown, by default to
 * `.cache/bench/lora.md`: accuracy on held-out paraphrases with the adapter and without, seconds, bytes, the change of
 * perplexity on unrelated text. Needs the training environment of the tests: `node test/run/all.js training`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLlamaWorker } from '../../test/run/lib/llamaWorker.js';
import { bundle } from '../lib/bundle.ts';
import { machineLines } from '../lib/machine.ts';
import { CACHE, ROOT } from '../lib/paths.ts';
import { runProgram } from '../lib/runProgram.ts';
import type { LoraFigures, LoraJob } from './job.ts';
import { loraLines } from './lines.ts';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '15' },
    threads: { type: 'string', default: '0' },
    out: { type: 'string', default: join(CACHE, 'lora.md') },
  },
});
const machine = machineLines();
const folder = await mkdtemp(join(tmpdir(), 'memcube-bench-lora-'));
try {
  const job: LoraJob = {
    folder,
    python: join(ROOT, '.cache/train/bin/python'),
    scripts: join(ROOT, 'media/train'),
    model: join(ROOT, '.cache/models/SmolLM2-135M-Instruct.Q4_1.gguf'),
    script: await buildLlamaWorker(),
    epochs: Number(values.epochs),
    threads: Number(values.threads),
  };
  const program = await bundle('bench/lora/main.ts', 'lora');
  const figures = await runProgram<LoraFigures>(program, job);
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  const lines = loraLines(figures, machine);
  await writeFile(out, `${lines.join('\n')}\n`);
  await writeFile(join(CACHE, 'lora.json'), JSON.stringify({ machine, ...figures }, undefined, 1));
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
