import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportPart, MemoryStore } from '../../../../src/engine/store/port';
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';
import { emptyFolder } from '../../cube/session/testCube';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** Memories `from` to `to`, 500 in a portion. */
async function* memories(from: number, to: number): AsyncGenerator<ExportPart> {
  for (let at = from; at < to; at += 500) {
    const portion = Array.from({ length: Math.min(500, to - at) }, (_, i) => {
      const id = `m${at + i}`;
      return {
        id,
        raw: JSON.stringify({ id, memory: `${'word '.repeat(40)}${id}`, metadata: {} }),
        vectors: [],
      };
    });
    yield await Promise.resolve({ kind: 'memories', memories: portion });
  }
}

const countOf = async (store: MemoryStore): Promise<number> => (await store.counts()).memories;

describe('a full disk', () => {
  it.skipIf(!canMount)('leaves a store as it was, and is forgotten once there is room', async () => {
    const folder = await emptyFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', folder]).status).toBe(0);
    try {
      const store = await openSqlite(join(folder, 'cube.sqlite'));
      await store.import(memories(0, 1000), { existing: 'replace' });
      const filler = join(folder, 'filler');
      for (let size = 16 << 20; size >= 4096; size >>= 1) {
        await writeFile(`${filler}-${size}`, Buffer.alloc(size)).catch(() => rm(`${filler}-${size}`));
      }
      await expect(store.import(memories(1000, 40_000), { existing: 'replace' })).rejects.toMatchObject({
        code: 'no-space',
        remedy: 'Free some space and try again.',
      });
      // Whole portions are there or not at all, and what was there can be read.
      expect((await countOf(store)) % 500).toBe(0);
      expect(await store.get(['m0', 'm999'])).toHaveLength(2);
      spawnSync('mount', ['-o', 'remount,size=256m', folder]);
      await store.import(memories(1000, 4000), { existing: 'replace' });
      expect(await countOf(store)).toBeGreaterThanOrEqual(4000);
      store.dispose();
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});
