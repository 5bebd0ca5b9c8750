import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/engine/base/json/types';
import type { EmbedderTag } from '../../src/engine/model/store';
import type { Analyser, MemoryStore } from '../../src/engine/store/port';
import { analyser, change, dataOf, portions, record, unit, update } from './samples';
import { useStores, type StoreCase } from './storeCase';

const SMALL: EmbedderTag = { name: 'small@1', dimensions: 4 };
const LARGE: EmbedderTag = { name: 'large@1', dimensions: 8 };
const TWIN: EmbedderTag = { name: 'small@2', dimensions: 4 };

/** What a search asks for: words and vectors. */
export function candidates(store: StoreCase): void {
  const { open } = useStores(store);
  const ids = (found: readonly { id: string }[]): string[] => found.map((candidate) => candidate.id);

  async function garden(): Promise<MemoryStore> {
    const opened = await open();
    const memories = [
      ['rose', record('rose', 'The rose is red and the rose is thorny')],
      ['iris', record('iris', 'The iris is blue', { status: 'archived', tags: ['flower'] })],
      ['car', record('car', 'The car is red')],
      ['long', record('long', `A red thing among ${'many other words '.repeat(30)}`)],
    ] as const;
    const filler = Array.from(
      { length: 12 },
      (_, i) => [`f${i}`, record(`f${i}`, `Filler number ${i}`)] as const,
    );
    await opened.import(portions([...memories, ...filler]), { existing: 'replace' });
    return opened;
  }

  async function embed(opened: MemoryStore, tag: EmbedderTag, vectors: Record<string, Float32Array>) {
    const hashes = new Map<string, string>();
    for (const item of await opened.unembedded(tag, '', 1000)) hashes.set(item.id, item.textHash);
    const items = Object.entries(vectors).map(([id, vector]) => ({
      id,
      vector,
      textHash: hashes.get(id) ?? 'unknown',
    }));
    await opened.putVectors(tag, items);
  }

  describe('words', () => {
    test('rarer, more frequent and in shorter texts is better', async () => {
      const opened = await garden();
      const found = await opened.lexical({ terms: ['rose', 'red'], limit: 10 });
      expect(ids(found)).toEqual(['rose', 'car', 'long']);
      expect(found.every((candidate) => candidate.score > 0)).toBe(true);
      expect(ids(await opened.lexical({ terms: ['red', 'rose'], limit: 1 }))).toEqual(['rose']);
      expect(await opened.lexical({ terms: ['absent'], limit: 10 })).toEqual([]);
      expect(await opened.lexical({ terms: [], limit: 10 })).toEqual([]);
    });

    test('keeps to the filter', async () => {
      const opened = await garden();
      const terms = ['the', 'iris'];
      expect(ids(await opened.lexical({ terms, limit: 10, statuses: ['archived'] }))).toEqual(['iris']);
      expect(ids(await opened.lexical({ terms, limit: 10, tags: ['flower'] }))).toEqual(['iris']);
      const memos = { memory: { like: 'car' } };
      expect(ids(await opened.lexical({ terms, limit: 10, memos }))).toEqual(['car']);
    });

    test('follows edits', async () => {
      const opened = await garden();
      await opened.apply(
        change(update('car', ['memory'], '"The car is red"', '"The van is red"')),
        new Map(),
      );
      expect(await opened.lexical({ terms: ['car'], limit: 10 })).toEqual([]);
      expect(ids(await opened.lexical({ terms: ['van'], limit: 10 }))).toEqual(['car']);
      await opened.apply(change({ op: 'remove', key: 'car', raw: '{}', previous: null }), new Map());
      expect(await opened.lexical({ terms: ['van'], limit: 10 })).toEqual([]);
    });
  });

  describe('digests', () => {
    /** What the analyser makes of memories as `get` gives them. */
    async function expected(opened: MemoryStore, asked: readonly string[], by: Analyser) {
      const stored = await opened.get(asked);
      return stored.map(({ id, raw, row }) => [id, by.digest(dataOf(raw) as unknown as JsonValue, row)]);
    }
    const digests = async (opened: MemoryStore, asked: readonly string[], by = analyser) =>
      (await opened.digests(asked, { analyser: by })).map(({ id, digest }) => [id, digest]);

    test('come in the order asked for, with their rows; unknown ids are left out', async () => {
      const opened = await garden();
      const asked = ['iris', 'nobody', 'rose'];
      const found = await opened.digests(asked, { analyser });
      expect(ids(found)).toEqual(['iris', 'rose']);
      expect(found.map(({ row }) => row)).toEqual((await opened.get(asked)).map(({ row }) => row));
      expect(await digests(opened, asked)).toEqual(await expected(opened, asked, analyser));
      expect(await opened.digests([], { analyser })).toEqual([]);
    });

    test('are of the memory as it is now', async () => {
      const opened = await garden();
      const before = await digests(opened, ['car', 'rose']);
      await opened.apply(
        change(update('car', ['memory'], '"The car is red"', '"The van is red"')),
        new Map(),
      );
      const after = await digests(opened, ['car', 'rose']);
      expect(after[0]![1]).toContain('The van is red');
      expect(after[1]).toEqual(before[1]);
    });

    test('are made by the analyser asked for, be it another one than the store keeps', async () => {
      const opened = await garden();
      const other: Analyser = { ...analyser, name: 'other', digest: (_, row) => `other ${row.id}` };
      expect(await digests(opened, ['car'], other)).toEqual([['car', 'other car']]);
      expect(await digests(opened, ['car'])).toEqual(await expected(opened, ['car'], analyser));
    });

    test('bring the fresh vectors of an embedder along', async () => {
      const opened = await garden();
      const vector = unit(0.1, -0.2, 0.3, 0.4);
      await embed(opened, SMALL, { rose: vector, car: vector });
      await opened.apply(
        change(update('car', ['memory'], '"The car is red"', '"The van is red"')),
        new Map(),
      );
      const of = async (embedder: EmbedderTag | undefined) =>
        (await opened.digests(['rose', 'car', 'iris'], { analyser, embedder })).map((each) => each.vector);
      expect(await of(SMALL)).toEqual([vector, undefined, undefined]);
      expect(await of(TWIN)).toEqual([undefined, undefined, undefined]);
      expect(await of(undefined)).toEqual([undefined, undefined, undefined]);
    });
  });

  describe('vectors', () => {
    test('the nearest first, with their cosine', async () => {
      const opened = await garden();
      await embed(opened, SMALL, { rose: unit(1, 0, 0, 0), iris: unit(1, 1, 0, 0), car: unit(-1, 0, 0, 0) });
      for (const exact of [false, true]) {
        const query = { vector: unit(1, 0, 0, 0), embedder: SMALL, limit: 10, exact };
        const found = await opened.vector(query);
        expect(ids(found)).toEqual(['rose', 'iris', 'car']);
        expect(found[0]!.score).toBeCloseTo(1, 5);
        expect(found[1]!.score).toBeCloseTo(Math.SQRT1_2, 5);
        expect(found[2]!.score).toBeCloseTo(-1, 5);
        expect(ids(await opened.vector({ ...query, statuses: ['archived'] }))).toEqual(['iris']);
        expect(ids(await opened.vector({ ...query, limit: 1 }))).toEqual(['rose']);
      }
    });

    test('of another embedder are never compared, be it of the same length', async () => {
      const opened = await garden();
      await embed(opened, SMALL, { rose: unit(1, 0, 0, 0) });
      await embed(opened, TWIN, { car: unit(1, 0, 0, 0) });
      await embed(opened, LARGE, { iris: unit(1, 0, 0, 0, 0, 0, 0, 0) });
      const near = async (embedder: EmbedderTag) => {
        const vector = new Float32Array(embedder.dimensions);
        vector[0] = 1;
        return ids(await opened.vector({ vector, embedder, limit: 10 }));
      };
      expect([await near(SMALL), await near(TWIN), await near(LARGE)]).toEqual([['rose'], ['car'], ['iris']]);
      expect(await near({ name: 'nobody', dimensions: 4 })).toEqual([]);
      const { vectors } = await opened.counts();
      expect(vectors).toHaveLength(3);
      expect(vectors).toContainEqual({ embedder: LARGE, count: 1, stale: 0, taken: 0 });
    });

    test('of another length than their embedder are refused', async () => {
      const opened = await garden();
      const refused = { code: 'bad-argument' };
      const items = [{ id: 'rose', vector: unit(1, 0), textHash: 'x' }];
      await expect(opened.putVectors(SMALL, items)).rejects.toMatchObject(refused);
      const query = { vector: unit(1, 0), embedder: SMALL, limit: 1 };
      await expect(opened.vector(query)).rejects.toMatchObject(refused);
    });

    test('whose text was edited are left out until there is a new one', async () => {
      const opened = await garden();
      await embed(opened, SMALL, { rose: unit(1, 0, 0, 0), car: unit(1, 1, 0, 0) });
      await opened.apply(
        change(update('car', ['memory'], '"The car is red"', '"The van is red"')),
        new Map(),
      );
      const query = { vector: unit(1, 0, 0, 0), embedder: SMALL, limit: 10 };
      expect(ids(await opened.vector(query))).toEqual(['rose']);
      expect([...(await opened.vectors(['rose', 'car'], SMALL)).keys()]).toEqual(['rose']);
      expect((await opened.counts()).vectors).toEqual([{ embedder: SMALL, count: 2, stale: 1, taken: 0 }]);
      await embed(opened, SMALL, { car: unit(0, 1, 0, 0) });
      expect(ids(await opened.vector(query))).toEqual(['rose', 'car']);
    });

    test('made from a text that has changed meanwhile are stale from the start', async () => {
      const opened = await garden();
      const texts = await opened.unembedded(SMALL, '', 1000);
      const car = texts.find((item) => item.id === 'car')!;
      await opened.apply(change(update('car', ['memory'], '"The car is red"', '"New"')), new Map());
      await opened.putVectors(SMALL, [{ ...car, vector: unit(1, 0, 0, 0) }]);
      expect((await opened.vectors(['car'], SMALL)).size).toBe(0);
    });

    test('texts without one come by id, in portions', async () => {
      const opened = await garden();
      await embed(opened, SMALL, { rose: unit(1, 0, 0, 0), f3: unit(1, 0, 0, 0) });
      const seen: string[] = [];
      for (let after = ''; ;) {
        const portion = await opened.unembedded(SMALL, after, 4);
        if (portion.length === 0) break;
        seen.push(...ids(portion));
        after = portion.at(-1)!.id;
      }
      expect(new Set(seen).size).toBe(14);
      expect(seen).not.toContain('rose');
      const texts = await opened.unembedded(SMALL, '', 1000);
      expect(texts.find((item) => item.id === 'car')?.text).toBe('The car is red');
    });

    test('come back as they were put', async () => {
      const opened = await garden();
      const vector = unit(0.1, -0.2, 0.3, 0.4);
      await embed(opened, SMALL, { rose: vector });
      expect((await opened.vectors(['rose', 'car', 'nobody'], SMALL)).get('rose')).toEqual(vector);
    });

    test('go with their memory', async () => {
      const opened = await garden();
      await embed(opened, SMALL, { rose: unit(1, 0, 0, 0) });
      await opened.apply(change({ op: 'remove', key: 'rose', raw: '{}', previous: null }), new Map());
      expect(await opened.vector({ vector: unit(1, 0, 0, 0), embedder: SMALL, limit: 10 })).toEqual([]);
    });

    test('among many, the quick way finds what the exact way finds', async () => {
      const opened = await open();
      const tag = { name: 'many', dimensions: 32 };
      const count = 600;
      const memories = Array.from({ length: count }, (_, i) => [`m${i}`, record(`m${i}`, `T ${i}`)] as const);
      await opened.import(portions(memories), { existing: 'replace' });
      let seed = 7;
      const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
      const vector = () => unit(...Array.from({ length: 32 }, random));
      await embed(opened, tag, Object.fromEntries(memories.map(([id]) => [id, vector()])));
      let same = 0;
      for (let round = 0; round < 20; round++) {
        const query = { vector: vector(), embedder: tag, limit: 10 };
        const exact = new Set(ids(await opened.vector({ ...query, exact: true })));
        same += ids(await opened.vector(query)).filter((id) => exact.has(id)).length;
      }
      expect(same / 200).toBeGreaterThanOrEqual(0.95);
    });
  });
}
