import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/engine/inference/ports';
import { VectorCache } from '../../../src/extension/ingest/vectorCache';

function counting(name: string): { embedder: Embedder; asked: string[] } {
  const asked: string[] = [];
  const embedder: Embedder = {
    tag: { name, dimensions: 1 },
    embed: (texts) => {
      asked.push(...texts);
      return Promise.resolve(texts.map((text) => Float32Array.of(text.length)));
    },
    dispose: () => undefined,
  };
  return { embedder, asked };
}

const plain = (vectors: readonly Float32Array[]): number[] => vectors.flatMap((vector) => [...vector]);

describe('vectors kept for the next source', () => {
  it('are asked for once, however often a text comes', async () => {
    const cache = new VectorCache();
    const { embedder, asked } = counting('one');
    expect(plain(await cache.embed(embedder, ['a', 'bb', 'a'], 'document'))).toEqual([1, 2, 1]);
    expect(plain(await cache.embed(embedder, ['bb', 'ccc'], 'document'))).toEqual([2, 3]);
    expect(asked).toEqual(['a', 'bb', 'ccc']);
  });

  it('belong to their embedder and to questions or documents', async () => {
    const cache = new VectorCache();
    const [one, two] = [counting('one'), counting('two')];
    await cache.embed(one.embedder, ['a'], 'document');
    await cache.embed(two.embedder, ['a'], 'document');
    await cache.embed(one.embedder, ['a'], 'query');
    expect([one.asked, two.asked]).toEqual([['a', 'a'], ['a']]);
  });

  it('go when there are too many, the least used first, but are never missing from an answer', async () => {
    const cache = new VectorCache(2);
    const { embedder, asked } = counting('one');
    expect(plain(await cache.embed(embedder, ['a', 'bb', 'ccc'], 'document'))).toEqual([1, 2, 3]);
    await cache.embed(embedder, ['bb'], 'document');
    await cache.embed(embedder, ['dddd'], 'document');
    await cache.embed(embedder, ['bb', 'ccc'], 'document');
    expect(asked).toEqual(['a', 'bb', 'ccc', 'dddd', 'ccc']);
  });
});
