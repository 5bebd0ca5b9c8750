/** What every provider must do with a real server, whichever it is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatModel, Embedder } from '../../src/engine/inference/ports';
import { openTestEmbedder } from '../unit/inference/llama';

/** Changes to how a server is asked. */
export interface Change {
  readonly url?: string;
  readonly model?: string;
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

const TEXTS = [
  'Ada Lovelace wrote the first program for the Analytical Engine.',
  'The roses in the garden need water twice a week.',
  '昨天',
  'Owners of cafes 😀 love emoji, tabs\tand "quotes".',
];
/** Ollama takes these apart differently: it leaves the accents of letters and of Korean syllables where they are. */
export const ACCENTED = ['Naïve café owners', 'Ünïcödé', '한국어', '昨天我们在公园里散步。'];

/** @param url of the server that `open` asks @param more texts that it reads as llama.cpp does */
export function testEmbedder(
  name: string,
  open: (change?: Change) => Promise<Embedder>,
  url: () => string,
  more: readonly string[] = [],
): void {
  describe(`an embedder: ${name}`, () => {
    let local: Embedder;
    let embedder: Embedder;
    beforeAll(async () => {
      local = await openTestEmbedder();
      embedder = await open();
    });
    afterAll(() => local?.dispose());

    test('its vectors are those of the same model in a process of our own', async () => {
      const texts = [...TEXTS, ...more, ...Array.from({ length: 70 }, (_, i) => `memory number ${i}`)];
      const there = await embedder.embed(texts, { kind: 'document' });
      const here = await local.embed(texts, { kind: 'document' });
      expect(embedder.tag.dimensions).toBe(local.tag.dimensions);
      expect(there).toHaveLength(texts.length);
      const likeness = there.map((vector, i) => cosine(vector, here[i]!));
      expect(Math.min(...likeness)).toBeGreaterThan(0.99);
    });

    test('texts that servers refuse to read have vectors all the same', async () => {
      const odd = ['', ' ', '\u0000a', 'half a character: \uD83D', 'a'];
      const vectors = await embedder.embed(odd, { kind: 'query' });
      expect(vectors).toHaveLength(odd.length);
      for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 4);
    });

    test('a text longer than the model takes loses its end, and its neighbours nothing', async () => {
      const long = Array.from({ length: 2000 }, (_, i) => `${TEXTS[i % 2]}`).join(' ');
      const texts = [TEXTS[0]!, long, TEXTS[1]!];
      const there = await embedder.embed(texts, { kind: 'document' });
      const here = await local.embed(texts, { kind: 'document' });
      const likeness = there.map((vector, i) => cosine(vector, here[i]!));
      expect(Math.min(...likeness)).toBeGreaterThan(0.98);
    });

    test('a cancelled request ends at once, and the next is answered', async () => {
      const controller = new AbortController();
      const many = Array.from({ length: 500 }, (_, i) => `${i} ${TEXTS.join(' ').repeat(4)}`);
      const pending = embedder.embed(many, { kind: 'document', signal: controller.signal });
      setTimeout(() => controller.abort(), 300);
      const begun = performance.now();
      await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(await embedder.embed(['after'], { kind: 'query' })).toHaveLength(1);
    });

    test('a wrong path and a server that is away are told apart', async () => {
      await expect(open({ url: `${url()}/nowhere` })).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining(`There is nothing at ${url()}/nowhere`) as string,
        remedy: expect.stringMatching(/^Check the address/) as string,
      });
      await expect(open({ url: NOWHERE })).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}

const schema = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 20 }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const ASKED = [
  { role: 'system', content: 'You answer with JSON only.' },
  { role: 'user', content: 'Ada is 36 years old. Give her name and age.' },
] as const;
const STORY = [
  { role: 'user', content: 'Write a very long story about a ship, its crew and the sea.' },
] as const;
const FIXED = { temperature: 0, seed: 1 };

export function testChat(
  name: string,
  open: (change?: Change) => Promise<ChatModel>,
  url: () => string,
): void {
  describe(`a chat model: ${name}`, () => {
    let chat: ChatModel;
    beforeAll(async () => {
      chat = await open();
      await chat.complete({ messages: STORY, maxTokens: 1 });
    });

    test('keeps to a JSON schema, whole and in pieces', async () => {
      for (const onText of [undefined, () => undefined]) {
        const { text, complete } = await chat.complete({ messages: ASKED, schema, maxTokens: 80, onText });
        expect(complete).toBe(true);
        const answer = JSON.parse(text) as Record<string, unknown>;
        expect(Object.keys(answer)).toEqual(['name', 'age']);
        expect(typeof answer.name).toBe('string');
        expect(Number.isInteger(answer.age)).toBe(true);
      }
    });

    test('comes in pieces, in order, with the counts of the whole', async () => {
      const request = { messages: STORY, maxTokens: 24, ...FIXED };
      const whole = await chat.complete(request);
      const pieces: string[] = [];
      const begun = performance.now();
      const streamed = await chat.complete({ ...request, onText: (piece) => pieces.push(piece) });
      const took = performance.now() - begun;
      expect(pieces.length).toBeGreaterThan(10);
      expect(pieces.join('')).toBe(streamed.text);
      expect(streamed.text).toBe(whole.text);
      expect(streamed.complete).toBe(false);
      expect(streamed.answerTokens).toBe(24);
      expect(whole.answerTokens).toBe(24);
      expect(streamed.promptTokens).toBe(whole.promptTokens);
      expect(whole.promptTokens).toBeGreaterThan(10);
      expect(streamed.ttftMs).toBeLessThan(took);
    });

    test('ends at a stop text, which is no part of the answer', async () => {
      const request = { messages: STORY, maxTokens: 40, ...FIXED };
      const { text } = await chat.complete(request);
      const word = / (\w{3,}) /.exec(text.slice(10))![1]!;
      const stopped = await chat.complete({ ...request, stop: [word] });
      expect(stopped.text).not.toContain(word);
      expect(text.startsWith(stopped.text.trimEnd())).toBe(true);
      expect(stopped.complete).toBe(true);
    });

    test('tells the likeliest tokens at each place', async () => {
      const request = { messages: STORY, maxTokens: 5, logprobs: 3, ...FIXED };
      for (const onText of [undefined, () => undefined]) {
        const { logprobs } = await chat.complete({ ...request, onText });
        expect(logprobs).toHaveLength(5);
      }
    });

    test.each([
      ['whole', false],
      ['in pieces', true],
    ])('a cancelled answer ends here and on the server: %s', async (_, inPieces) => {
      const controller = new AbortController();
      let aborted = 0;
      const abort = (): void => {
        aborted ||= performance.now();
        controller.abort();
      };
      if (!inPieces) setTimeout(abort, 2000);
      const onText = inPieces ? abort : undefined;
      const request = { messages: STORY, maxTokens: 3000, signal: controller.signal, onText };
      await expect(chat.complete(request)).rejects.toMatchObject({ name: 'AbortError' });
      const begun = aborted;
      expect(performance.now() - begun).toBeLessThan(5000);
      // The server has one place for an answer: it would be taken until the story is told.
      expect((await chat.complete({ messages: ASKED, maxTokens: 3 })).answerTokens).toBe(3);
      expect(performance.now() - begun).toBeLessThan(30_000);
    });

    test('half a character in a message is no reason to refuse', async () => {
      const messages = [{ role: 'user', content: 'cut here: \uD83D' }] as const;
      expect((await chat.complete({ messages, maxTokens: 2 })).answerTokens).toBe(2);
    });

    test('a wrong path and a server that is away are told apart', async () => {
      const ask = async (change: Change) => (await open(change)).complete({ messages: ASKED, maxTokens: 2 });
      await expect(ask({ url: `${url()}/nowhere` })).rejects.toMatchObject({ code: 'not-found' });
      await expect(ask({ url: NOWHERE })).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
