import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LlamaEmbedder } from '../../../src/engine/inference/llama/llamaEmbedder';
import { checkTaken } from '../../../src/engine/retrieval/checkTaken';
import { embedStore } from '../../../src/engine/retrieval/embedStore';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { portions, record } from '../../contract/samples';
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

test('vectors that the original model wrote into a cube are taken over, and those that another wrote are not', async () => {
  const short = golden.filter(({ text }) => text.length < 500);
  const cube = async (vectorOf: (item: Golden) => readonly number[]) => {
    const store = await openSqlite(':memory:', {});
    // MemOS writes a working memory beside each long-term one, with the same text.
    const memories = [1, 2, 3, 4].flatMap((copy) =>
      short.map((item, at) => {
        const id = `${at}-${copy}`;
        return [id, record(id, item.text, { embedding: vectorOf(item) })] as const;
      }),
    );
    await store.import(portions(memories), { existing: 'replace' });
    return { store, count: memories.length };
  };
  const named = 'sentence-transformers/all-MiniLM-L6-v2';
  const right = await cube(({ vector }) => vector);
  expect((await embedStore(right.store, embedder, { named })).own.taken).toBe(right.count);
  expect(await checkTaken(right.store, embedder)).toEqual({ checked: right.count, differed: 0 });
  right.store.dispose();
  const other = await cube(({ vector }) => vector.toReversed());
  const { own, made } = await embedStore(other.store, embedder, { named });
  expect([own.taken, made]).toEqual([0, other.count]);
  other.store.dispose();
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
