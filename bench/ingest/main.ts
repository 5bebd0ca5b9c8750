/** `node main.js JOB`, JOB as JSON: measures ingest in this process and prints the figures as JSON. */
import { silentLogger } from '../../src/engine/base/context';
import { LlamaEmbedder } from '../../src/engine/inference/llama/llamaEmbedder';
import type { Embedder } from '../../src/engine/inference/ports';
import { connectLlama } from '../../src/protocol/llamaWorker';
import { Meter } from '../lib/figures.ts';
import { dialogueOf } from './dialogue.ts';
import { ingestOnce } from './ingestOnce.ts';
import type { IngestJob } from './job.ts';

async function main(): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as IngestJob;
  const meter = new Meter();
  await withoutModel(meter, job);
  if (job.embedder) {
    const options = { ...job.embedder, connect: connectLlama, log: silentLogger };
    const embedder = await LlamaEmbedder.open(options);
    try {
      meter.add('embedder.threads', (await embedder.process.facts()).threads);
      await withEmbedder(meter, job, embedder);
    } finally {
      embedder.dispose();
    }
  }
  process.stdout.write(JSON.stringify(meter.figures()));
}

async function withoutModel(meter: Meter, { messages, repetitions }: IngestJob): Promise<void> {
  const dialogue = dialogueOf(messages);
  await ingestOnce(dialogue);
  for (let round = 0; round < repetitions; round++) {
    const { readMs, applyMs } = await ingestOnce(dialogue);
    meter.add('plain.read', readMs);
    meter.add('plain.apply', applyMs);
    meter.add('plain.rate', (1000 * messages) / (readMs + applyMs));
  }
}

/** The embedder alone on the texts that ingest gave it, in the same portions, then ingest with it; in turns. */
async function withEmbedder(
  meter: Meter,
  { embedded, repetitions }: IngestJob,
  embedder: LlamaEmbedder,
): Promise<void> {
  const dialogue = dialogueOf(embedded);
  const portions: (readonly string[])[] = [];
  const listening: Embedder = {
    tag: embedder.tag,
    embed: (texts, options) => {
      portions.push(texts);
      return embedder.embed(texts, options);
    },
    dispose: () => undefined,
  };
  await ingestOnce(dialogue, listening);
  for (let round = 0; round < repetitions; round++) {
    await meter.time('embedder', async () => {
      for (const texts of portions) await embedder.embed(texts, { kind: 'document' });
    });
    const { readMs, applyMs } = await ingestOnce(dialogue, embedder);
    meter.add('embedded', readMs + applyMs);
    meter.add('embedded.rate', (1000 * embedded) / (readMs + applyMs));
  }
}

void main();
