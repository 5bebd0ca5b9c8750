import { existsSync } from 'node:fs';
import { buildLlamaWorker } from '../../test/run/lib/llamaWorker.js';
import paths from '../../test/run/lib/paths.js';
import { bundle } from '../lib/bundle.ts';
import type { Case, RunOptions } from '../lib/results.ts';
import { runProgram } from '../lib/runProgram.ts';
import type { IngestJob } from './job.ts';

const MESSAGES = 2000;
const EMBEDDED = 200;
/** Libraries that the bundle takes from where they are installed. */
const EXTERNAL = [
  'chrono-node',
  'htmlparser2',
  'jszip',
  'mammoth',
  'node-llama-cpp',
  'ollama',
  'openai',
  'unpdf',
  'web-tree-sitter',
];

/** Measures how fast a dialogue becomes memories, without a model and with the local embedder. */
export async function measureIngest({ repetitions, say }: RunOptions): Promise<Case[]> {
  const program = await bundle('bench/ingest/main.ts', 'ingest', EXTERNAL);
  const there = existsSync(paths.embedderModel);
  if (!there) say('ingest: no embedder (node test/run/models.js gets it); measured without');
  say(`ingest: ${MESSAGES.toLocaleString('en')} messages, and ${String(EMBEDDED)} with an embedder`);
  const job: IngestJob = {
    messages: MESSAGES,
    embedded: EMBEDDED,
    repetitions,
    embedder: there ? { model: paths.embedderModel, script: await buildLlamaWorker() } : undefined,
  };
  const figures = await runProgram(program, job);
  return [{ id: 'ingest', group: 'ingest', title: 'a dialogue, turn by turn', figures }];
}
