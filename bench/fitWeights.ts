/**
 * `node bench/fitWeights.ts FILE [--model MODEL.gguf] [--penalty 0.003]`
 *
 * Fits the weights of the search to the questions of a LoCoMo file and says how good they are on conversations that
 * they were not fitted to: each is left out once. Nothing is changed; weights that are better there go into
 * `src/engine/retrieval/weights.json` by hand. Needs a build (`npm run build`) for the process that runs the model.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.ts';
import { CACHE, ROOT } from './lib/paths.ts';
import { runProgram } from './lib/runProgram.ts';
import type { FitReport, Scored } from './locomo/crossValidate.ts';
import type { FitJob } from './locomo/job.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: join(ROOT, '.cache/models/all-MiniLM-L6-v2.Q8_0.gguf') },
    penalty: { type: 'string', default: '0.003' },
  },
});
const [file] = positionals;
if (file === undefined) {
  process.stderr.write('Name a LoCoMo file.\n');
  process.exitCode = 2;
} else {
  const started = performance.now();
  const job: FitJob = {
    file: resolve(file),
    model: resolve(values.model),
    script: join(ROOT, 'dist/workers/llama.js'),
    vectors: join(CACHE, 'vectors'),
    penalty: Number(values.penalty),
  };
  const program = await bundle('bench/locomo/main.ts', 'locomo', ['openai', 'ollama']);
  const report = await runProgram<FitReport>(program, job);
  process.stdout.write(
    `${[
      `${String(report.questions)} questions, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      line('weights as they are', report.present),
      line('held out, one conversation at a time', report.heldOut),
      line('fitted to all of them', report.inSample),
      JSON.stringify(report.weights, undefined, 2),
    ].join('\n')}\n`,
  );
}

function line(title: string, { recall, categories, conversations }: Scored): string {
  const shares = (list: Readonly<Record<string, number>>): string =>
    Object.entries(list)
      .map(([name, share]) => `${name} ${share.toFixed(3)}`)
      .join(', ');
  const depths = [5, 10, 20].map((depth) => {
    const { mean = 0, low = 0, high = 0 } = recall[`recall@${String(depth)}`] ?? {};
    return `recall@${String(depth)} ${mean.toFixed(4)} (${low.toFixed(3)}–${high.toFixed(3)})`;
  });
  return `${title}: ${depths.join(', ')}\n  @10 by category ${shares(categories)}\n  @10 by conversation ${shares(conversations)}`;
}
