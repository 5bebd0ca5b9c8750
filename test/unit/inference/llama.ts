/** The real models in the real worker, for tests. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { silentLogger } from '../../../src/engine/base/context';
import { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import { LlamaEmbedder } from '../../../src/engine/inference/llama/llamaEmbedder';
import type { LlamaProcessOptions } from '../../../src/engine/inference/llama/llamaProcess';
import { connectLlama } from '../../../src/protocol/llamaWorker';
import type * as Worker from '../../run/lib/llamaWorker.js';
import type * as Paths from '../../run/lib/paths.js';

const require = createRequire(import.meta.url);
const { buildLlamaWorker } = require('../../run/lib/llamaWorker.js') as typeof Worker;
const paths = require('../../run/lib/paths.js') as typeof Paths;

type Overrides = Partial<Omit<LlamaProcessOptions, 'role'>>;

export const { embedderModel, chatModel } = paths;

/** Options that run the test embedder. */
export async function llamaOptions(overrides: Overrides = {}): Promise<Omit<LlamaProcessOptions, 'role'>> {
  if (!existsSync(embedderModel)) throw new Error('The test models are missing: node test/run/models.js');
  return {
    script: await buildLlamaWorker(),
    connect: connectLlama,
    model: embedderModel,
    log: silentLogger,
    // Threads wait for each other busily; on a machine that runs other tests as well, one is quicker than two.
    threads: 1,
    gpu: 'off',
    ...overrides,
  };
}

/** all-MiniLM-L6-v2, 384 dimensions. Dispose of it. */
export async function openTestEmbedder(overrides: Overrides = {}): Promise<LlamaEmbedder> {
  return LlamaEmbedder.open(await llamaOptions(overrides));
}

/** SmolLM2-135M-Instruct. Dispose of it. */
export async function openTestChat(overrides: Overrides = {}): Promise<LlamaChat> {
  return new LlamaChat(await llamaOptions({ model: chatModel, ...overrides }));
}
