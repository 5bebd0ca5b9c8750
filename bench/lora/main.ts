/** `node main.js JOB`, JOB as JSON: distils the facts into an adapter and prints LoraFigures as JSON. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { silentLogger } from '../../src/engine/base/context.ts';
import { MachineSeal } from '../../src/engine/cube/files/machineSeal.ts';
import { LlamaChat } from '../../src/engine/inference/llama/llamaChat.ts';
import { finishRun, prepareRun, type Distillery } from '../../src/engine/parametric/distil/distilAdapter.ts';
import { RunStore } from '../../src/engine/parametric/distil/runStore.ts';
import { TRAINING_DEFAULTS } from '../../src/engine/parametric/distil/training/trainAdapter.ts';
import { AdapterStore } from '../../src/engine/parametric/kept/adapterStore.ts';
import { connectLlama } from '../../src/protocol/llamaWorker.ts';
import { FACTS } from './facts.ts';
import type { LoraFigures, LoraJob } from './job.ts';

async function main(): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as LoraJob;
  const runtime = new LlamaChat({
    script: job.script,
    model: job.model,
    connect: connectLlama,
    log: silentLogger,
    contextSize: 1024,
    threads: job.threads,
  });
  const started = performance.now();
  let told = 0;
  const distillery: Distillery = {
    context: { now: () => new Date(), newId: () => randomUUID() },
    adapters: AdapterStore.of(job.folder, await MachineSeal.open(join(job.folder, 'data'), 'seal')),
    runs: RunStore.of(job.folder),
    runtime,
    environment: { python: job.python },
    scripts: job.scripts,
    threads: job.threads,
    onProgress: (progress) => {
      if (performance.now() - told < 10_000) return;
      told = performance.now();
      process.stderr.write(`${JSON.stringify(progress)}\n`);
    },
  };
  try {
    const settings = { ...TRAINING_DEFAULTS, epochs: job.epochs };
    const run = await prepareRun(distillery, FACTS, { title: 'Twenty facts', settings });
    const { item, report } = await finishRun(distillery, run.id);
    const seconds = (performance.now() - started) / 1000;
    const figures: LoraFigures = { report, seconds, examples: item.training?.examples ?? 0 };
    process.stdout.write(JSON.stringify(figures));
  } finally {
    runtime.dispose();
  }
}

void main();
