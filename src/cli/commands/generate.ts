import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { quickJson } from '../../engine/base/json/quick';
import { readModelFile } from '../../engine/inference/files/modelFile';
import { LlamaChat } from '../../engine/inference/llama/llamaChat';
import type { ChatMessage, Completion } from '../../engine/inference/ports';
import { connectLlama } from '../../protocol/llamaWorker';
import type { CliContext } from '../context';
import { memoriesOf, type ToldMemory } from '../generate/memoriesOf';
import { memoryPrompt } from '../generate/memoryPrompt';
import { applyAttached } from '../lora/applyAttached';
import { counted } from '../output/numbers';
import { plainText } from '../output/plain';
import type { Result } from '../result';

/** Options of `openmem generate`. */
export interface GenerateOptions {
  readonly prompt: string;
  readonly cube?: string | undefined;
  readonly model?: string | undefined;
  readonly topK?: number | undefined;
  readonly maxTokens: number;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
  readonly schema?: string | undefined;
  readonly stop: readonly string[];
  readonly context?: number | undefined;
  readonly threads?: number | undefined;
  readonly stream?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `openmem generate --prompt <text>`: the answer of a local model that is told the memories of a cube. */
export async function generate(context: CliContext, options: GenerateOptions): Promise<Result> {
  const { prompt, cube, topK, json = false, quiet = false } = options;
  const schema = options.schema === undefined ? undefined : await readSchema(context, options.schema);
  const chat = await openChat(context, options);
  try {
    const memories = cube === undefined ? [] : await memoriesOf(context, cube, prompt, topK);
    const attached =
      cube === undefined ? { adapters: [], notes: [] } : await applyAttached(context, cube, chat);
    const streams = options.stream === true && !json;
    const onText = (piece: string): void => void process.stdout.write(plainText(piece));
    const { maxTokens, temperature, seed, stop } = options;
    const answer = await chat.complete({
      messages: dialogue(memories, prompt),
      maxTokens,
      temperature,
      seed,
      stop,
      schema,
      signal: context.signal,
      ...(streams ? { onText } : {}),
    });
    const shown = streams ? [''] : plainText(answer.text).split('\n');
    return {
      json: {
        model: chat.name,
        memories: memories.map(({ id }) => id),
        adapters: attached.adapters,
        ...counts(answer),
      },
      quiet: shown,
      lines: (style) => [...shown, style.dim(summary(answer, memories.length, attached.adapters.length))],
      notes: [
        ...attached.notes,
        ...(answer.complete || quiet ? [] : [`The answer was cut off after ${maxTokens} tokens.`]),
      ],
    };
  } finally {
    chat.dispose();
  }
}

async function openChat(context: CliContext, options: GenerateOptions): Promise<LlamaChat> {
  const named = options.model ?? (process.env['OPENMEM_MODEL'] || undefined);
  if (named === undefined) {
    throw new StudioError('bad-argument', 'No model is named.', {
      remedy: 'Give a GGUF chat model with --model, or in OPENMEM_MODEL; `openmem model get` fetches one.',
    });
  }
  const model = resolve(context.cwd, named);
  // Before the cube is read: what is wrong with the model is said at once.
  const { shape } = await readModelFile(model);
  if (shape.role === 'embed') {
    throw new StudioError('bad-model', 'This model makes vectors; it does not answer.', {
      place: { file: named },
      remedy: 'Choose a chat model.',
    });
  }
  return new LlamaChat({
    script: join(dirname(resolve(process.argv[1] ?? '.')), 'workers', 'llama.js'),
    connect: connectLlama,
    model,
    log: context.log,
    contextSize: options.context,
    // What is free decides, which the process looks at itself.
    memoryLimit: totalmem(),
    threads: options.threads,
  });
}

function dialogue(memories: readonly ToldMemory[], prompt: string): ChatMessage[] {
  const question: ChatMessage = { role: 'user', content: prompt };
  if (memories.length === 0) return [question];
  return [{ role: 'system', content: memoryPrompt(memories.map(({ text }) => text)) }, question];
}

async function readSchema(context: CliContext, path: string): Promise<object> {
  const file = resolve(context.cwd, path);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StudioError('not-found', 'The schema cannot be read.', {
      place: { file: path },
      cause: error,
    });
  });
  const schema = quickJson(text, { file: path });
  if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema;
  throw new StudioError('bad-argument', 'A JSON schema is an object.', { place: { file: path } });
}

/** What is told of an answer; null where the provider does not tell. */
function counts(answer: Completion): object {
  const {
    text,
    complete,
    promptTokens = null,
    answerTokens = null,
    reusedTokens = null,
    ttftMs = null,
  } = answer;
  return { text, complete, promptTokens, answerTokens, reusedTokens, ttftMs };
}

function summary(answer: Completion, memories: number, adapters: number): string {
  const { promptTokens = 0, answerTokens = 0, reusedTokens = 0, ttftMs = 0 } = answer;
  return [
    `${memories} memories`,
    ...(adapters > 0 ? [counted(adapters, 'adapter')] : []),
    `${promptTokens} tokens read, ${reusedTokens} of them reused`,
    `${answerTokens} tokens answered`,
    `first token after ${Math.round(ttftMs)} ms`,
  ].join(', ');
}
