import { describe, expect, test } from 'vitest';
import type { ExportPart, MemoryStore } from '../../src/engine/store/port';
import { dataOf, edge, portions, record, unit } from './samples';
import { useStores, type StoreCase } from './storeCase';

/** Export and import. */
export function moving(store: StoreCase): void {
  const { open } = useStores(store);
  const many = Array.from({ length: 250 }, (_, i) => [`m${i}`, record(`m${i}`, `Text ${i}`)] as const);

  async function exported(from: MemoryStore) {
    const parts: ExportPart[] = [];
    for await (const part of from.export()) parts.push(part);
    const memories = parts.flatMap((part) => (part.kind === 'memories' ? part.memories : []));
    const edges = parts.flatMap((part) => (part.kind === 'edges' ? part.edges : []));
    return { parts, memories, edges };
  }

  describe('moving', () => {
    test('what is exported and imported elsewhere is the same', async () => {
      const [from, to] = [await open(), await open()];
      const edges = [edge('m0', 'm1'), edge('m1', 'm2', 'RELATE')];
      await from.import(portions(many, edges), { existing: 'replace' });
      const tag = { name: 'e', dimensions: 2 };
      const text = (await from.unembedded(tag, '', 1000)).find((item) => item.id === 'm5')!;
      await from.putVectors(tag, [{ ...text, vector: unit(1, 2) }]);
      expect(await to.import(from.export(), { existing: 'replace' })).toEqual({ memories: 250, edges: 2 });
      const [one, two] = [await exported(from), await exported(to)];
      const byId = (list: typeof one.memories) =>
        Object.fromEntries(list.map((m) => [m.id, store.losslessRaw ? m.raw : dataOf(m.raw)]));
      expect(byId(two.memories)).toEqual(byId(one.memories));
      expect(two.edges).toEqual(one.edges);
      expect((await to.vectors(['m5'], tag)).get('m5')).toEqual(unit(1, 2));
      if (store.keepsOrder) expect(two.memories.map((m) => m.id)).toEqual(many.map(([id]) => id));
    });

    test('a portion of some memories is what an export gives of them, in its order', async () => {
      const opened = await open();
      const vectors = [record('v', 'With a vector', { embedding: [0.1, 2, -3e-5] }), record('w', 'Without')];
      await opened.import(portions([...many, ['v', vectors[0]!], ['w', vectors[1]!]]), {
        existing: 'replace',
      });
      const { memories } = await exported(opened);
      const some = memories.filter((_, at) => at % 3 === 0 || at > 249);
      const ids = some.map(({ id }) => id).reverse();
      expect(await opened.portion([...ids, 'nowhere'])).toEqual(some);
      expect(await opened.portion([])).toEqual([]);
      const own = memories.find(({ id }) => id === 'v')!;
      expect(JSON.parse(own.vectorRaw ?? '')).toEqual([0.1, 2, -3e-5]);
    });

    test('an import tells which memories were not there', async () => {
      const opened = await open();
      await opened.import(portions(many.slice(0, 120)), { existing: 'replace' });
      const added: string[] = [];
      await opened.import(portions(many), { existing: 'keep', onAdded: (ids) => added.push(...ids) });
      expect(added).toEqual(many.slice(120).map(([id]) => id));
    });

    test('memories come before edges', async () => {
      const opened = await open();
      await opened.import(portions(many, [edge('m0', 'm1')]), { existing: 'replace' });
      const { parts } = await exported(opened);
      const kinds = parts.map((part) => part.kind);
      expect(kinds.lastIndexOf('memories')).toBeLessThan(kinds.indexOf('edges'));
    });

    test('an import tells how far it is', async () => {
      const opened = await open();
      const seen: { memories: number; edges: number }[] = [];
      const onProgress = (done: { memories: number; edges: number }) => void seen.push({ ...done });
      await opened.import(portions(many, [edge('m0', 'm1')]), { existing: 'replace', onProgress });
      expect(seen.at(-1)).toEqual({ memories: 250, edges: 1 });
      expect(seen.length).toBeGreaterThan(2);
    });

    test('an import that is broken off can be run again', async () => {
      const opened = await open();
      const stop = new AbortController();
      const broken = opened.import(portions(many, [edge('m0', 'm1')]), {
        existing: 'replace',
        signal: stop.signal,
        onProgress: () => stop.abort(),
      });
      await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
      const after = (await opened.counts()).memories;
      expect(after).toBeGreaterThan(0);
      expect(after).toBeLessThan(250);
      await opened.import(portions(many, [edge('m0', 'm1')]), { existing: 'keep' });
      expect(await opened.counts()).toMatchObject({ memories: 250, edges: 1 });
    });

    test('memories that are there are kept or replaced, as asked', async () => {
      const opened = await open();
      const textOf = async (id: string) => dataOf((await opened.get([id]))[0]!.raw).memory;
      await opened.import(portions([['a', record('a', 'old')]]), { existing: 'replace' });
      const next = [
        ['a', record('a', 'new')],
        ['b', record('b', 'b')],
      ] as const;
      await opened.import(portions(next), { existing: 'keep' });
      expect([await textOf('a'), await textOf('b')]).toEqual(['old', 'b']);
      await opened.import(portions(next), { existing: 'replace' });
      expect(await textOf('a')).toBe('new');
      expect((await opened.counts()).memories).toBe(2);
    });

    test('the same edges imported twice are there once', async () => {
      const opened = await open();
      const edges = [edge('m0', 'm1'), edge('m0', 'm2')];
      for (let round = 0; round < 2; round++) {
        await opened.import(portions(many.slice(0, 3), edges), { existing: 'keep' });
      }
      expect((await opened.counts()).edges).toBe(2);
    });

    test('an export can be aborted', async () => {
      const opened = await open();
      await opened.import(portions(many), { existing: 'replace' });
      const exporting = (async () => {
        for await (const part of opened.export(AbortSignal.abort())) expect(part).toBeUndefined();
      })();
      await expect(exporting).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}
