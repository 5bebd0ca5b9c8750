/** What is asked of a chat model and its slots, with the real SmolLM2-135M. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import type { ChatMessage } from '../../../src/engine/inference/ports';
import { openTestChat } from './llama';

let chat: LlamaChat;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-slots-'));
  chat = await openTestChat({ contextSize: 1024, slots: 2 });
  await chat.facts();
});
afterAll(() => {
  chat.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const memory: ChatMessage = {
  role: 'system',
  content: Array.from({ length: 8 }, (_, i) => `Plot ${i} of the garden grows beans, row ${i * 7}.`).join(
    '\n',
  ),
};
const asks = (content: string): ChatMessage[] => [memory, { role: 'user', content }];
const question = asks('Where do the beans grow?');

async function fresh(slot = 0): Promise<void> {
  await chat.clearSlot(slot);
}

describe('a dialogue', () => {
  test('is written by the template of the model itself', async () => {
    const { text } = await chat.render([{ role: 'user', content: 'Hi <|im_end|>' }], true);
    expect(text).toBe(
      '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' +
        '<|im_start|>user\nHi <|im_end|><|im_end|>\n<|im_start|>assistant\n',
    );
  });

  test('never gets special tokens from what its messages say', async () => {
    const { tokens } = await chat.render([{ role: 'user', content: '<|im_end|>' }], true);
    const special = tokens.filter((token) => token === 2);
    expect(await chat.pieces([2])).toEqual(['<|im_end|>']);
    // One after the system's message, one after the user's.
    expect(special).toHaveLength(2);
  });

  test('that is closed is a beginning of each longer one', async () => {
    const dialogue: ChatMessage[] = [
      ...question,
      { role: 'assistant', content: 'In rows.' },
      { role: 'user', content: '\n 7 rows? ' },
      { role: 'assistant', content: '日本' },
      { role: 'user', content: 'Thanks' },
    ];
    const whole = await chat.render(dialogue, true);
    for (let length = 1; length <= dialogue.length; length += 1) {
      const { tokens, text } = await chat.render(dialogue.slice(0, length), false);
      expect(tokens).toEqual(whole.tokens.slice(0, tokens.length));
      expect(text).toContain(dialogue[length - 1]!.content);
    }
    expect((await chat.render([memory], false)).text).toMatch(/<\|im_end\|>\n<\|im_start\|>user\n$/);
  });

  test('tokens have their texts', async () => {
    const tokens = await chat.tokenize('Grün 日本 😀');
    expect((await chat.pieces(tokens)).join('')).toMatch(/^Grün /);
    await expect(chat.pieces([1e9])).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('facts tell what a state must agree in', async () => {
    expect(await chat.facts()).toMatchObject({
      architecture: 'llama',
      contextSize: 1024,
      slots: 2,
      device: 'cpu',
      keyType: 'F16',
      valueType: 'F16',
      build: expect.stringMatching(/^node-llama-cpp \d+\.\d+\.\d+, llama\.cpp \S+$/) as string,
      templateHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });
});

describe('an answer', () => {
  test('comes in pieces that are the whole, with counts', async () => {
    await fresh();
    const pieces: string[] = [];
    const answer = await chat.complete({
      messages: question,
      maxTokens: 24,
      onText: (piece) => pieces.push(piece),
    });
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(answer.text);
    expect(answer.promptTokens).toBe((await chat.render(question, true)).tokens.length);
    expect(answer).toMatchObject({ reusedTokens: 0 });
    expect(answer.answerTokens).toBeGreaterThan(3);
    expect(answer.ttftMs).toBeGreaterThan(1);
  });

  test('computes only what is new, and says how much that was', async () => {
    await fresh();
    await chat.complete({ messages: question, maxTokens: 2 });
    const again = await chat.complete({ messages: asks('And the peas?'), maxTokens: 2 });
    const { tokens } = await chat.render([memory], false);
    expect(again.reusedTokens).toBeGreaterThanOrEqual(tokens.length);
    expect(again.reusedTokens).toBeLessThan(again.promptTokens!);
    const same = await chat.complete({ messages: asks('And the peas?'), maxTokens: 2 });
    expect(same.reusedTokens).toBe(same.promptTokens! - 1);
    expect(same.text).toBe(again.text);
  });

  test('is the same whether its beginning was computed, kept or probed', async () => {
    await fresh();
    const cold = await chat.complete({ messages: question, maxTokens: 24, logprobs: 3 });
    await fresh(1);
    const { tokens } = await chat.render([memory], false);
    await chat.prefill(1, tokens);
    await chat.probe(1, 5);
    const warm = await chat.complete({ messages: question, maxTokens: 24, logprobs: 3 }, 1);
    expect(warm.reusedTokens).toBe(tokens.length);
    expect(warm.text).toBe(cold.text);
    expect(warm.logprobs).toEqual(cold.logprobs);
  });

  test('ends at a stop text, of which nothing is told', async () => {
    const whole = await chat.complete({ messages: question, maxTokens: 24 });
    const stop = whole.text.slice(9, 15);
    const pieces: string[] = [];
    const cut = await chat.complete({
      messages: question,
      maxTokens: 24,
      stop: ['never said', stop],
      onText: (piece) => pieces.push(piece),
    });
    expect(cut.text).toBe(whole.text.slice(0, whole.text.indexOf(stop)));
    expect(pieces.join('')).toBe(cut.text);
    expect(cut.complete).toBe(true);
    expect(cut.answerTokens).toBeLessThan(whole.answerTokens!);
  });

  test('that is drawn follows its seed', async () => {
    const draw = async (seed: number): Promise<string> =>
      (await chat.complete({ messages: question, maxTokens: 12, temperature: 1.5, topK: 0, topP: 1, seed }))
        .text;
    const first = await draw(7);
    expect(await draw(7)).toBe(first);
    expect(await draw(8)).not.toBe(first);
  });

  test('tells how likely its tokens were', async () => {
    const {
      text,
      logprobs = [],
      answerTokens,
    } = await chat.complete({
      messages: question,
      maxTokens: 6,
      logprobs: 4,
    });
    expect(logprobs).toHaveLength(answerTokens!);
    expect(logprobs.map((each) => each.text).join('')).toBe(text);
    for (const { logprob, top, ...token } of logprobs) {
      expect(top).toHaveLength(4);
      expect(top[0]).toEqual({ ...token, logprob });
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top.map((each) => each.logprob)).toEqual(top.map((each) => each.logprob).sort((a, b) => b - a));
    }
  });

  test('that does not fit is refused with the numbers', async () => {
    const long = chat.complete({ messages: question, maxTokens: 1000 });
    await expect(long).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(long).rejects.toThrow(/take 1\d\d\d tokens; this model has room for 1024/);
    await expect(chat.complete({ messages: question, maxTokens: 4 }, 2)).rejects.toThrow(/no slot 2/);
  });

  test('that is cancelled leaves a slot that holds what it says', async () => {
    await fresh();
    const controller = new AbortController();
    const pending = chat.complete({
      messages: question,
      maxTokens: 400,
      signal: controller.signal,
      onText: () => controller.abort(),
    });
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    const cut = await chat.complete({ messages: question, maxTokens: 24 });
    await fresh();
    expect((await chat.complete({ messages: question, maxTokens: 24 })).text).toBe(cut.text);
  });
});

describe('a slot', () => {
  test('is filled step by step, and extended by what is new', async () => {
    await fresh();
    const { tokens } = await chat.render([memory], false);
    const steps: number[] = [];
    const cold = await chat.prefill(0, tokens, { onProgress: (done, total) => steps.push(done / total) });
    expect(cold).toMatchObject({ tokens: tokens.length, reused: 0 });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
    expect(await chat.prefill(0, tokens)).toMatchObject({ reused: tokens.length });
    const longer = [...tokens, ...(await chat.tokenize(' More beans.'))];
    expect(await chat.prefill(0, longer)).toMatchObject({ tokens: longer.length, reused: tokens.length });
    expect(await chat.prefill(0, tokens.slice(0, 20))).toMatchObject({ tokens: 20, reused: 20 });
  });

  test('whose filling is cancelled holds what was computed', async () => {
    await fresh();
    const tokens = (await chat.tokenize('beans and peas '.repeat(400))).slice(0, 700);
    const controller = new AbortController();
    const pending = chat.prefill(0, tokens, {
      signal: controller.signal,
      onProgress: (done) => done >= 128 && controller.abort(),
    });
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    const { reused } = await chat.prefill(0, tokens.slice(0, 300));
    expect([128, 256, 300]).toContain(reused);
  });

  test('refuses more than it has room for, and stays as it is', async () => {
    await fresh();
    const tokens = await chat.tokenize('word '.repeat(1500));
    await chat.prefill(0, tokens.slice(0, 10));
    const full = chat.prefill(0, tokens.slice(0, 1024));
    await expect(full).rejects.toThrow(/These are 1024 tokens; a slot of this model has room for 1023/);
    expect(await chat.prefill(0, tokens.slice(0, 10))).toMatchObject({ reused: 10 });
  });

  test('is saved and restored, and goes on to the same answer', async () => {
    await fresh();
    const { tokens } = await chat.render([memory], false);
    await chat.prefill(0, tokens);
    const check = await chat.probe(0, 8);
    expect(check).toHaveLength(8);
    const file = path.join(folder, 'state.bin');
    const saved = await chat.saveSlot(0, file);
    expect(saved).toMatchObject({ tokens: tokens.length, bytes: statSync(file).size });
    const cold = await chat.complete({ messages: question, maxTokens: 24 });
    await fresh(1);
    expect(await chat.restoreSlot(1, file)).toMatchObject({ tokens: tokens.length });
    expect(await chat.probe(1, 8)).toEqual(check);
    const warm = await chat.complete({ messages: question, maxTokens: 24 }, 1);
    expect(warm.reusedTokens).toBe(tokens.length);
    expect(warm.text).toBe(cold.text);
  });

  test('tells how likely each token of a text was, as a probe does of the last', async () => {
    const tokens = await chat.tokenize('The beans grow in rows, and rows and rows.');
    const told = await chat.score(tokens, { slot: 1 });
    expect(told).toHaveLength(tokens.length - 1);
    expect(told.every((logprob) => logprob <= 0)).toBe(true);
    await fresh();
    await chat.prefill(0, tokens.slice(0, -1));
    const next = await chat.probe(0, 1024);
    const last = next.find(({ token }) => token === tokens.at(-1));
    expect(told.at(-1)).toBeCloseTo(last?.logprob ?? 0, 1);
    const strange = await chat.score([...(await chat.tokenize('The beans grow in')), 7], { slot: 1 });
    expect(strange.at(-1)).toBeLessThan(told.at(-1) ?? 0);
    await expect(chat.score([1])).rejects.toThrow();
  });

  test('is not written over a file, nor saved when it is empty', async () => {
    const file = path.join(folder, 'there.bin');
    writeFileSync(file, 'mine');
    await chat.prefill(0, await chat.tokenize('some text'));
    await expect(chat.saveSlot(0, file)).rejects.toMatchObject({ code: 'bad-argument' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    await fresh();
    const empty = path.join(folder, 'empty.bin');
    await expect(chat.saveSlot(0, empty)).rejects.toThrow(/Slot 0 is empty/);
    await expect(chat.probe(0, 1)).rejects.toThrow(/Slot 0 is empty/);
    await expect(chat.saveSlot(1, path.join(folder, 'none', 'x.bin'))).rejects.toMatchObject({ code: 'io' });
  });

  test('does not take a file that is no state, or is cut off, and works on', async () => {
    const file = path.join(folder, 'bad.bin');
    const whole = readFileSync(path.join(folder, 'state.bin'));
    for (const content of [
      Buffer.from('no state'),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, 40),
    ]) {
      writeFileSync(file, content);
      const restored = chat.restoreSlot(0, file);
      await expect(restored).rejects.toMatchObject({ code: 'bad-model', place: { file } });
      await expect(chat.probe(0, 1)).rejects.toThrow(/empty/);
    }
    await expect(chat.restoreSlot(0, path.join(folder, 'none.bin'))).rejects.toMatchObject({
      code: 'bad-model',
    });
    const answer = await chat.complete({ messages: question, maxTokens: 4 });
    expect(answer.reusedTokens).toBe(0);
  });
});
