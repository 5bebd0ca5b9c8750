/** Adapters on top of the real SmolLM2-135M, and what is left of them and of slots after a crash. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import { openTestChat } from './llama';
import { writeTinyAdapter } from './tinyAdapter';

let chat: LlamaChat;
let folder: string;
const file = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-adapters-'));
  chat = await openTestChat({ contextSize: 512 });
  writeTinyAdapter(file('one.gguf'), 1);
  writeTinyAdapter(file('other.gguf'), 2);
  writeTinyAdapter(file('foreign.gguf'), 1, 64);
});
afterAll(() => {
  chat.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const answer = async (): Promise<string> =>
  (await chat.complete({ messages: [{ role: 'user', content: 'Name three trees.' }], maxTokens: 16 })).text;

test('adapters change the answer without another load of the model, by their scale, several at once', async () => {
  const plain = await answer();
  const { pid } = chat.process.status;
  const epoch = chat.epoch;
  const one = { path: file('one.gguf'), scale: 1 };
  const { ms } = await chat.setAdapters([one]);
  expect(ms).toBeGreaterThan(0);
  expect(chat.adapters).toEqual([one]);
  expect(chat.epoch).toBe(epoch + 1);
  const changed = await answer();
  expect(changed).not.toBe(plain);
  await chat.setAdapters([{ ...one, scale: 0 }]);
  expect(await answer()).toBe(plain);
  await chat.setAdapters([one, { path: file('other.gguf'), scale: 1 }]);
  expect(await answer()).not.toBe(changed);
  await chat.setAdapters([]);
  expect(await answer()).toBe(plain);
  expect(chat.process.status.pid).toBe(pid);
});

test('slots are empty under other adapters', async () => {
  await chat.setAdapters([]);
  const tokens = await chat.tokenize('The garden has three rows of beans.');
  await chat.prefill(0, tokens);
  await chat.setAdapters([{ path: file('one.gguf'), scale: 1 }]);
  expect(await chat.prefill(0, tokens)).toMatchObject({ reused: 0 });
});

test('one that does not fit, or is not there, leaves everything as it was', async () => {
  const one = { path: file('one.gguf'), scale: 0.5 };
  await chat.setAdapters([one]);
  const before = await answer();
  const { epoch } = chat;
  for (const name of ['foreign.gguf', 'none.gguf']) {
    const refused = chat.setAdapters([one, { path: file(name), scale: 1 }]);
    await expect(refused).rejects.toMatchObject({ code: 'bad-adapter' });
  }
  expect(chat.adapters).toEqual([one]);
  expect(chat.epoch).toBe(epoch);
  expect(await answer()).toBe(before);
});

test('a crash is told, and the next request has the adapters again and empty slots', async () => {
  const one = { path: file('one.gguf'), scale: 1 };
  await chat.setAdapters([one]);
  const before = await answer();
  const { epoch } = chat;
  const pending = chat.complete({
    messages: [{ role: 'user', content: 'Tell a long story.' }],
    maxTokens: 300,
    onText: () => process.kill(chat.process.status.pid!, 'SIGKILL'),
  });
  await expect(pending).rejects.toMatchObject({ code: 'unavailable' });
  await expect(pending).rejects.toThrow(/ended unexpectedly \(SIGKILL\)/);
  await vi.waitFor(() => expect(chat.process.status.state).toBe('failed'));
  const saved = chat.saveSlot(0, file('state.bin'));
  await expect(saved).rejects.toThrow(/Slot 0 is empty/);
  expect(chat.epoch).toBeGreaterThan(epoch);
  expect(await answer()).toBe(before);
});

test('one that is gone when the process starts again is said, and can be taken off', async () => {
  writeTinyAdapter(file('gone.gguf'));
  await chat.setAdapters([{ path: file('gone.gguf'), scale: 1 }]);
  rmSync(file('gone.gguf'));
  const restarted = chat.process.restart();
  await expect(restarted).rejects.toMatchObject({ code: 'bad-adapter' });
  await chat.setAdapters([]);
  expect(await answer()).not.toBe('');
});
