/** `node main.js JOB`, JOB as JSON: fits the weights of the search on LoCoMo and prints a FitReport as JSON. */
import { readFile } from 'node:fs/promises';
import { silentLogger } from '../../src/engine/base/context.ts';
import { readLocomoFile } from '../../src/engine/evaluation/locomoFile.ts';
import { LlamaEmbedder } from '../../src/engine/inference/llama/llamaEmbedder.ts';
import { DEFAULT_WEIGHTS } from '../../src/engine/retrieval/weights.ts';
import { connectLlama } from '../../src/protocol/llamaWorker.ts';
import { collect } from './collect.ts';
import { crossValidate } from './crossValidate.ts';
import type { FitJob } from './job.ts';
import { KeptVectors } from './keptVectors.ts';

async function main(): Promise<void> {
  const { file, model, script, vectors, penalty } = JSON.parse(process.argv[2] ?? '') as FitJob;
  const conversations = readLocomoFile(await readFile(file, 'utf8'), file);
  const llama = await LlamaEmbedder.open({
    script,
    model,
    connect: connectLlama,
    log: silentLogger,
    threads: 1,
  });
  try {
    const embedder = await KeptVectors.open(llama, vectors);
    const asked = await collect(conversations, embedder);
    await embedder.save();
    process.stdout.write(JSON.stringify(crossValidate(asked, DEFAULT_WEIGHTS, penalty)));
  } finally {
    llama.dispose();
  }
}

void main();
