import { describe, expect, test } from 'vitest';
import type { EmbedderTag } from '../../src/engine/model/store';
import type { MemoryStore } from '../../src/engine/store/port';
import { change, portions, record, unit, update } from './samples';
import { useStores, type StoreCase } from './storeCase';

const MINI: EmbedderTag = { name: 'mini@1', dimensions: 4 };
const OWN: EmbedderTag = { name: '', dimensions: 4 };
const MEMORIES = ['a', 'b', 'c', 'd'];

/** Vectors that were taken over from the cube: used like others, and known until they were compared. */
export function takenOver(store: StoreCase): void {
  const { place, open } = useStores(store);
  const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id);

  async function cube(opened: MemoryStore): Promise<MemoryStore> {
    const records = MEMORIES.map(
      (id, at) => [id, record(id, `Text of ${id}`, { embedding: [1, at, 0, 0] })] as const,
    );
    await opened.import(portions(records), { existing: 'replace' });
    return opened;
  }

  async function taken(): Promise<MemoryStore> {
    const opened = await cube(await open());
    const own = await opened.vectors(MEMORIES, OWN);
    const texts = await opened.unembedded(MINI, '', 10);
    await opened.putVectors(
      MINI,
      texts.map((text) => ({ ...text, vector: unit(...(own.get(text.id) ?? [])), taken: true })),
    );
    return opened;
  }

  describe('vectors that were taken over', () => {
    test('are found like others, and counted apart', async () => {
      const opened = await taken();
      const query = { vector: unit(1, 0, 0, 0), embedder: MINI, limit: 10 };
      expect(ids(await opened.vector(query))).toEqual(MEMORIES);
      expect(await opened.unembedded(MINI, '', 10)).toEqual([]);
      const { vectors } = await opened.counts();
      expect(vectors).toContainEqual({ embedder: MINI, count: 4, stale: 0, taken: 4 });
      expect(vectors).toContainEqual({ embedder: OWN, count: 4, stale: 0, taken: 0 });
    });

    test('come with their texts by id, in portions, or of those asked for', async () => {
      const opened = await taken();
      expect(ids(await opened.unchecked(MINI, { after: '' }, 3))).toEqual(['a', 'b', 'c']);
      expect(ids(await opened.unchecked(MINI, { after: 'c' }, 3))).toEqual(['d']);
      const asked = await opened.unchecked(MINI, { ids: ['b', 'nobody', 'd'] }, 10);
      expect(asked.map(({ text }) => text)).toEqual(['Text of b', 'Text of d']);
      expect(await opened.unchecked({ name: 'other', dimensions: 4 }, { after: '' }, 3)).toEqual([]);
    });

    test('are like any other once they were made by the embedder', async () => {
      const opened = await taken();
      const [text] = await opened.unchecked(MINI, { ids: ['b'] }, 1);
      await opened.putVectors(MINI, [{ ...text!, vector: unit(0, 1, 0, 0) }]);
      expect(ids(await opened.unchecked(MINI, { after: '' }, 10))).toEqual(['a', 'c', 'd']);
      expect((await opened.vectors(['b'], MINI)).get('b')).toEqual(unit(0, 1, 0, 0));
      const { vectors } = await opened.counts();
      expect(vectors).toContainEqual({ embedder: MINI, count: 4, stale: 0, taken: 3 });
    });

    test('of a text that was edited are stale, and the cube’s own with them', async () => {
      const opened = await taken();
      await opened.apply(change(update('c', ['memory'], '"Text of c"', '"Another"')), new Map());
      expect(ids(await opened.unchecked(MINI, { after: '' }, 10))).toEqual(['a', 'b', 'd']);
      expect([...(await opened.vectors(MEMORIES, OWN)).keys()]).toEqual(['a', 'b', 'd']);
      const { vectors } = await opened.counts();
      expect(vectors).toContainEqual({ embedder: MINI, count: 4, stale: 1, taken: 3 });
    });

    test('do not move to another store, which has the cube’s own', async () => {
      const from = await taken();
      const [text] = await from.unchecked(MINI, { ids: ['b'] }, 1);
      await from.putVectors(MINI, [{ ...text!, vector: unit(0, 1, 0, 0) }]);
      const to = await (await place()).open();
      await to.import(from.export(), { existing: 'replace' });
      expect([...(await to.vectors(MEMORIES, MINI)).keys()]).toEqual(['b']);
      expect([...(await to.vectors(MEMORIES, OWN)).keys()]).toEqual(MEMORIES);
    });
  });
}
