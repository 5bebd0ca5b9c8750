import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import type { LlamaEmbedder } from '../../../src/engine/inference/llama/llamaEmbedder';
import { kvRuntimeOf, requireKvRuntime } from '../../../src/engine/inference/kvRuntime';
import { OllamaChat } from '../../../src/engine/inference/servers/ollamaChat';
import { OllamaEmbedder } from '../../../src/engine/inference/servers/ollamaEmbedder';
import { OpenAiChat } from '../../../src/engine/inference/servers/openaiChat';
import { OpenAiEmbedder } from '../../../src/engine/inference/servers/openaiEmbedder';
import { isStrictSchema } from '../../../src/engine/inference/servers/strictSchema';
import { openTestChat, openTestEmbedder } from './llama';
import { DIGEST, KEY, startModelServer, type ModelServer } from './modelServer';

let local: LlamaEmbedder;
let localChat: LlamaChat;
let server: ModelServer;
beforeAll(async () => {
  local = await openTestEmbedder();
  localChat = await openTestChat();
  server = await startModelServer(local, localChat);
});
afterAll(async () => {
  await server.close();
  local.dispose();
  localChat.dispose();
});
beforeEach(() => {
  server.seen.length = 0;
  server.faults.length = 0;
});

const openAi = { model: 'minilm', key: KEY, retries: 1, timeoutMs: 20_000 };
const ollama = { model: 'minilm', retries: 1, timeoutMs: 20_000 };
const openOpenAi = (more = {}) => OpenAiEmbedder.open({ url: `${server.url}/v1/`, ...openAi, ...more });
const openOllama = (more = {}) => OllamaEmbedder.open({ url: server.url, ...ollama, ...more });

describe.each([
  ['OpenAI-compatible', openOpenAi],
  ['Ollama', openOllama],
])('an embedder served as %s', (_, open) => {
  test('gives the vectors of the model behind it, in order, over several requests', async () => {
    const embedder = await open();
    const texts = Array.from({ length: 70 }, (_, i) => `memory ${i}`);
    const [there, here] = await Promise.all([
      embedder.embed(texts, { kind: 'document' }),
      local.embed(texts, { kind: 'document' }),
    ]);
    expect(embedder.tag.dimensions).toBe(384);
    for (let i = 0; i < texts.length; i += 1) expect(distance(there[i]!, here[i]!)).toBeLessThan(1e-3);
    expect(Math.max(...server.seen.map(({ texts }) => texts))).toBeLessThanOrEqual(64);
  });

  test('asks again when the server is busy or cuts the connection', async () => {
    const embedder = await open();
    server.faults.push(503);
    expect(await embedder.embed(['once more'], { kind: 'query' })).toHaveLength(1);
    server.faults.push('cut');
    expect(await embedder.embed(['once more'], { kind: 'query' })).toHaveLength(1);
  });

  test('gives up with a clear error', async () => {
    const embedder = await open();
    server.faults.push(503, 503);
    await expect(embedder.embed(['x'], { kind: 'query' })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(open({ model: 'missing' })).rejects.toMatchObject({ code: 'bad-model' });
    await expect(open({ url: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(open({ url: 'file:///etc/passwd' })).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(open({ url: 'http://me:secret@127.0.0.1' })).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('does not wait for a server that is silent', async () => {
    server.faults.push('silence', 'silence');
    await expect(open({ timeoutMs: 200 })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a slow server is not asked again: that would only add to its work', async () => {
    const embedder = await open({ timeoutMs: 5000, retries: 3 });
    const before = server.seen.length;
    server.faults.push('silence');
    const query = { kind: 'query' } as const;
    await expect(embedder.embed(['x'], query)).rejects.toMatchObject({
      code: 'unavailable',
      message: `${new URL(server.url).host} gave no answer within 5 s.`,
    });
    expect(server.seen).toHaveLength(before + 1);
  });

  test('can be aborted while it waits', async () => {
    const embedder = await open();
    server.faults.push('silence');
    const controller = new AbortController();
    const pending = embedder.embed(['x'], { kind: 'query', signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('the tags tell servers and builds apart', async () => {
  const host = new URL(server.url).host;
  expect((await openOpenAi()).tag.name).toBe(`minilm@${host}`);
  expect((await openOllama()).tag.name).toBe(`minilm@${DIGEST.slice(0, 8)}`);
});

test('fewer dimensions are asked for, and vectors have length 1 all the same', async () => {
  const embedder = await openOpenAi({ dimensions: 128 });
  expect(embedder.tag.dimensions).toBe(128);
  const [vector] = await embedder.embed(['short'], { kind: 'query' });
  expect(vector!.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
});

test('a wrong key is refused with the next step, and not tried again', async () => {
  const wrong = openOpenAi({ key: 'wrong' });
  await expect(wrong).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(wrong).rejects.toThrow(/refuses the key/);
  expect(server.seen).toHaveLength(1);
});

const schema = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 20 }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};

test.each([
  ['in this process’s child', () => Promise.resolve(localChat)],
  ['OpenAI-compatible', () => OpenAiChat.open({ url: `${server.url}/v1`, ...openAi, timeoutMs: 60_000 })],
  ['Ollama', () => OllamaChat.open({ url: server.url, ...ollama, timeoutMs: 60_000 })],
])('a chat model keeps to a JSON schema: %s', { timeout: 120_000 }, async (_, open) => {
  const chat = await open();
  const { text, complete } = await chat.complete({
    messages: [
      { role: 'system', content: 'You answer with JSON only.' },
      { role: 'user', content: 'Ada is 36 years old. Give her name and age.' },
    ],
    schema,
    maxTokens: 80,
  });
  expect(complete).toBe(true);
  const answer = JSON.parse(text) as Record<string, unknown>;
  expect(Object.keys(answer)).toEqual(['name', 'age']);
  expect(typeof answer.name).toBe('string');
  expect(Number.isInteger(answer.age)).toBe(true);
});

const said = [{ role: 'user' as const, content: 'Name three trees.' }];

describe.each([
  ['OpenAI-compatible', () => OpenAiChat.open({ url: `${server.url}/v1`, ...openAi, timeoutMs: 60_000 })],
  ['Ollama', () => OllamaChat.open({ url: server.url, ...ollama, timeoutMs: 60_000 })],
])('a chat model served as %s', { timeout: 120_000 }, (_, open) => {
  test('tells its answer piece by piece, with counts and probabilities', async () => {
    const chat = await open();
    const pieces: string[] = [];
    const answer = await chat.complete({
      messages: said,
      maxTokens: 12,
      logprobs: 2,
      onText: (piece) => pieces.push(piece),
    });
    const here = await localChat.complete({ messages: said, maxTokens: 12, logprobs: 2 });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe(answer.text);
    expect(answer.text).toBe(here.text);
    expect(answer.promptTokens).toBe(here.promptTokens);
    expect(answer.answerTokens).toBe(here.answerTokens);
    expect(answer.complete).toBe(here.complete);
    expect(answer.ttftMs).toBeGreaterThan(0);
    const texts = here.logprobs!.map(({ text, logprob }) => ({ token: -1, text, logprob }));
    expect(answer.logprobs).toMatchObject(texts);
    expect(answer.logprobs![0]!.top).toHaveLength(2);
    const whole = await chat.complete({ messages: said, maxTokens: 12, logprobs: 2 });
    expect(whole).toMatchObject({
      text: answer.text,
      logprobs: answer.logprobs,
      answerTokens: answer.answerTokens,
    });
  });

  test('ends at a stop text', async () => {
    const chat = await open();
    const { text } = await chat.complete({ messages: said, maxTokens: 12 });
    const cut = await chat.complete({
      messages: said,
      maxTokens: 12,
      stop: [text.slice(5, 9)],
      onText: () => {},
    });
    expect(cut).toMatchObject({ text: text.slice(0, 5), complete: true });
  });

  test('that is cancelled in the middle says no more', async () => {
    const chat = await open();
    const controller = new AbortController();
    const pieces: string[] = [];
    const pending = chat.complete({
      messages: said,
      maxTokens: 200,
      signal: controller.signal,
      onText: (piece) => {
        pieces.push(piece);
        controller.abort();
      },
    });
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(pieces).toHaveLength(1);
  });

  test('that breaks off in the middle is an error, and its beginning is told once', async () => {
    const chat = await open();
    server.faults.push('break');
    const pieces: string[] = [];
    const pending = chat.complete({ messages: said, maxTokens: 20, onText: (piece) => pieces.push(piece) });
    await expect(pending).rejects.toMatchObject({ code: 'unavailable' });
    expect(pieces.length).toBeLessThan(10);
    expect(server.seen).toHaveLength(1);
  });

  test('cannot keep states, and says why', async () => {
    const chat = await open();
    expect(kvRuntimeOf(chat)).toBeUndefined();
    expect(() => requireKvRuntime(chat)).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(requireKvRuntime(localChat)).toBe(localChat);
  });
});

test('which schemas are strict', () => {
  expect(isStrictSchema(schema)).toBe(true);
  expect(isStrictSchema({ ...schema, required: ['name'] })).toBe(false);
  expect(isStrictSchema({ type: 'array', items: { type: 'object', properties: {} } })).toBe(false);
});

function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));
}
