import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpenAiChat } from '../../src/engine/inference/servers/openaiChat';
import { OpenAiEmbedder } from '../../src/engine/inference/servers/openaiEmbedder';
import type * as Servers from '../run/lib/modelServers.js';
import type * as Install from '../run/lib/modelServersInstall.js';
import { chatModel, embedderModel } from '../unit/inference/llama';
import { ACCENTED, testChat, testEmbedder, type Change } from './served';

const require = createRequire(import.meta.url);
const { startLlamaServer } = require('../run/lib/modelServers.js') as typeof Servers;
const { llamaServerPackage } = require('../run/lib/modelServersInstall.js') as typeof Install;

const installed = llamaServerPackage();
const KEY = 'sk-of-the-tests';
const start = (kind: 'chat' | 'embed') =>
  startLlamaServer(installed ?? '', { model: kind === 'chat' ? chatModel : embedderModel, kind, key: KEY });

describe.skipIf(installed === undefined)('llama.cpp’s own server, which speaks OpenAI’s API', () => {
  let embed: Servers.ModelServer;
  let chat: Servers.ModelServer;
  beforeAll(async () => {
    [embed, chat] = await Promise.all([start('embed'), start('chat')]);
  });
  afterAll(() => Promise.all([embed?.stop(), chat?.stop()]));

  // The server has one model and takes any name for it.
  const common = { model: 'any', key: KEY, retries: 1 };
  const openEmbedder = (change: Change & { key?: string } = {}) =>
    OpenAiEmbedder.open({ ...common, url: `${embed.url}/v1`, ...change });
  const openChat = (change: Change & { key?: string } = {}) =>
    OpenAiChat.open({ ...common, url: `${chat.url}/v1`, ...change });

  testEmbedder('llama.cpp’s server', openEmbedder, () => `${embed.url}/v1`, ACCENTED);
  testChat('llama.cpp’s server', openChat, () => `${chat.url}/v1`);

  test('a wrong key is refused', async () => {
    await expect(openEmbedder({ key: 'wrong' })).rejects.toMatchObject({
      code: 'unauthorized',
      remedy: 'Enter the key of this server again.',
    });
  });

  test('a server without embeddings says so, and is not asked again', async () => {
    const begun = performance.now();
    // Asked ten times, the client would pause for a minute.
    const refused = OpenAiEmbedder.open({ ...common, retries: 10, url: `${chat.url}/v1` });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('does not support embeddings') as string,
    });
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  test('a dialogue longer than the context is refused with the numbers', async () => {
    const messages = [{ role: 'user', content: 'word '.repeat(20_000) }] as const;
    const refused = (await openChat()).complete({ messages, maxTokens: 2 });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(/20\d\d\d tokens.*4096 tokens/) as string,
    });
  });

  test('a server that dies in the middle of an answer', async () => {
    const doomed = await start('chat');
    const model = await openChat({ url: `${doomed.url}/v1` });
    let stopped: Promise<void> | undefined;
    const onText = (): void => void (stopped ??= doomed.stop());
    const messages = [{ role: 'user', content: 'Write a very long story.' }] as const;
    const refused = model.complete({ messages, maxTokens: 3000, onText });
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', name: 'StudioError' });
    await stopped;
  });
});
