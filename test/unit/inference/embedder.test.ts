import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LlamaEmbedder } from '../../../src/engine/inference/llama/llamaEmbedder';
import { openTestEmbedder } from './llama';

interface Golden {
  readonly text: string;
  readonly vector: readonly number[];
}

/** Made by sentence-transformers' way (mean of the last layer, length 1) from the unquantised model. */
const golden = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../fixtures/embeddings/all-MiniLM-L6-v2.json`, 'utf8'),
) as readonly Golden[];

let embedder: LlamaEmbedder;
beforeAll(async () => {
  embedder = await openTestEmbedder();
});
afterAll(() => embedder.dispose());

test('vectors are those of the original model: English, Chinese, code, short and long', async () => {
  const vectors = await embedder.embed(
    golden.map(({ text }) => text),
    { kind: 'document' },
  );
  for (const [i, { text, vector }] of golden.entries()) {
    expect(cosine(vectors[i]!, vector), text).toBeGreaterThan(0.999);
  }
});

test('the tag names model, build and dimensions', () => {
  expect(embedder.tag.dimensions).toBe(384);
  expect(embedder.tag.name).toMatch(/^all-MiniLM-L6-v2\.Q8_0@[0-9a-f]{8}$/);
});

test('vectors have length 1; no text, an empty text and one beyond the context have one too', async () => {
  expect(await embedder.embed([], { kind: 'query' })).toEqual([]);
  const vectors = await embedder.embed(['', ' ', 'word '.repeat(5000), '😀\u0000'], { kind: 'query' });
  expect(vectors).toHaveLength(4);
  for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
});

test('many texts keep their order, whatever else is asked meanwhile', async () => {
  const texts = Array.from({ length: 70 }, (_, i) => `item number ${i}`);
  const [many, one] = await Promise.all([
    embedder.embed(texts, { kind: 'document' }),
    embedder.embed(['item number 69'], { kind: 'query' }),
  ]);
  expect(many).toHaveLength(70);
  expect(cosine(many[69]!, one[0]!)).toBeCloseTo(1, 4);
});

test('a request that is aborted ends at once, and the process goes on', async () => {
  const controller = new AbortController();
  const texts = Array.from({ length: 500 }, (_, i) => `long text ${i} `.repeat(60));
  const pending = embedder.embed(texts, { kind: 'document', signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  expect(await embedder.embed(['after'], { kind: 'query' })).toHaveLength(1);
});

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}
