import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../../../src/engine/base/errors';
import { loadText } from '../../../src/engine/cube/session/loadText';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { copyCube, type CopyTarget } from '../../../src/engine/transfer/copyCube';
import { folderTarget, textSource } from '../../../src/engine/transfer/folderEnd';
import { storeSource, storeTarget } from '../../../src/engine/transfer/storeEnd';

const TREE = 'test/fixtures/cubes/mem_cube_tree/textual_memory.json';
const GENERAL = 'test/fixtures/cubes/mem_cube_2/textual_memory.json';

describe('copying a cube', () => {
  test.each([TREE, GENERAL])('%s to SQLite and on to a folder loses nothing', async (file) => {
    const { memory } = await loadText(file);
    const store = await openSqlite(':memory:');
    const stages = new Set<string>();
    const onProgress = (stage: string) => void stages.add(stage);
    const { counts, ...copied } = await copyCube(textSource(memory), storeTarget(store), { onProgress });
    expect(counts).toEqual(memory.format === 'tree_text' ? {} : { format: 1 });
    expect(copied).toMatchObject({ memories: memory.size, edges: memory.edges.slots.length });
    const folder = path.join(await mkdtemp(path.join(tmpdir(), 'memcube-copy-')), 'copy');
    // Records of general_text are put together anew, and so is their layout.
    const spaces = memory.format === 'tree_text' ? {} : { 'white-space': memory.size };
    const back = await copyCube(storeSource(store), folderTarget(folder, 'copy', memory));
    expect(back).toMatchObject({ counts: spaces, memories: memory.size });
    expect([...stages]).toEqual(['copy', 'compare']);
    store.dispose();
  });

  test('what the target does not give back is told, field by field', async () => {
    const { memory } = await loadText(TREE);
    const store = await openSqlite(':memory:');
    const honest = storeTarget(store);
    const [first, second] = [...memory.rows()].map((row) => row.key);
    const forgetful: CopyTarget = {
      ...honest,
      read: async (ids, signal) =>
        (await honest.read(ids, signal))
          .filter(({ id }) => id !== first)
          .map((one) =>
            one.id === second
              ? {
                  ...one,
                  vectors: [],
                  vectorRaw: undefined,
                  raw: one.raw.replace('"confidence"', '"belief"'),
                }
              : one,
          ),
    };
    const { counts, losses } = await copyCube(textSource(memory), forgetful);
    expect(counts).toEqual({ 'memory-missing': 1, 'field-missing': 1, 'field-added': 1, vector: 1 });
    expect(losses).toContainEqual(
      expect.objectContaining({ rule: 'field-missing', memory: second, field: 'metadata.confidence' }),
    );
    store.dispose();
  });

  test('a target that is gone in the middle and cannot be cleared is said to hold a part', async () => {
    const { memory } = await loadText(TREE);
    const store = await openSqlite(':memory:');
    const away = new StudioError('unavailable', 'The server is away.');
    const gone: CopyTarget = {
      ...storeTarget(store),
      read: () => Promise.reject(away),
      takeBack: () => Promise.reject(away),
    };
    await expect(copyCube(textSource(memory), gone)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The copy was broken off, and a part of it is still in the target.',
      cause: away,
    });
    // Added to, the copy goes on from there.
    expect(await copyCube(textSource(memory), storeTarget(store, { add: true }))).toMatchObject({
      counts: {},
    });
    store.dispose();
  });

  test('an abort ends it', async () => {
    const { memory } = await loadText(TREE);
    const store = await openSqlite(':memory:');
    const stopped = copyCube(textSource(memory), storeTarget(store), { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    store.dispose();
  });
});
