import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OllamaChat } from '../../src/engine/inference/servers/ollamaChat';
import { OllamaEmbedder } from '../../src/engine/inference/servers/ollamaEmbedder';
import { OpenAiChat } from '../../src/engine/inference/servers/openaiChat';
import { OpenAiEmbedder } from '../../src/engine/inference/servers/openaiEmbedder';
import type * as Servers from '../run/lib/modelServers.js';
import type * as Install from '../run/lib/modelServersInstall.js';
import { chatModel, embedderModel } from '../unit/inference/llama';
import { testChat, testEmbedder, type Change } from './served';

const require = createRequire(import.meta.url);
const { startOllama } = require('../run/lib/modelServers.js') as typeof Servers;
const { ollamaProgram } = require('../run/lib/modelServersInstall.js') as typeof Install;

const program = ollamaProgram();

describe.skipIf(program === undefined)('Ollama', () => {
  let server: Servers.ModelServer;
  beforeAll(async () => {
    server = await startOllama(program ?? '', { minilm: embedderModel, smollm: chatModel });
  });
  afterAll(() => server?.stop());

  const own = (model: string, change: Change) => ({ model, url: server.url, retries: 1, ...change });
  const openAi = (model: string, change: Change) => ({ ...own(model, change), url: change.url ?? v1() });
  const v1 = (): string => `${server.url}/v1`;

  const openEmbedder = (change: Change = {}) => OllamaEmbedder.open(own('minilm', change));
  const openChat = (change: Change = {}) => OllamaChat.open(own('smollm', change));
  testEmbedder('Ollama’s API', openEmbedder, () => server.url);
  testChat('Ollama’s API', openChat, () => server.url);
  testEmbedder('OpenAI’s API', (change = {}) => OpenAiEmbedder.open(openAi('minilm', change)), v1);
  testChat('OpenAI’s API', (change = {}) => OpenAiChat.open(openAi('smollm', change)), v1);

  test('the tag tells the build by Ollama’s digest', async () => {
    expect((await openEmbedder()).tag.name).toMatch(/^minilm@[0-9a-f]{8}$/);
  });

  test('a model that is not there', async () => {
    const missing = { code: 'bad-model', message: expect.stringContaining('not found') as string };
    await expect(openEmbedder({ model: 'missing' })).rejects.toMatchObject(missing);
    await expect(OpenAiEmbedder.open(openAi('missing', {}))).rejects.toMatchObject(missing);
    const asked = { messages: [{ role: 'user', content: 'Hello' }], maxTokens: 2 } as const;
    for (const onText of [undefined, () => undefined]) {
      const request = { ...asked, onText };
      const chats = [await openChat({ model: 'missing' }), await OpenAiChat.open(openAi('missing', {}))];
      for (const chat of chats) await expect(chat.complete(request)).rejects.toMatchObject(missing);
    }
  });

  test('an embedder that is asked to chat', async () => {
    const chat = await openChat({ model: 'minilm' });
    const refused = chat.complete({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 2 });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('does not support chat') as string,
    });
  });
});
