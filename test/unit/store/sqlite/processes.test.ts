import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';
import { add, change, dataOf, record } from '../../../contract/samples';

const WRITERS = 4;
const TIMES = 200;

test('several processes that write at once lose no write', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'memcube-writers-'));
  try {
    const file = path.join(folder, 'cube.sqlite');
    const script = path.join(folder, 'writer.mjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'writerChild.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const store = await openSqlite(file);
    await store.apply(change(add('n', record('n', '0'))), new Map());
    const run = () => promisify(execFile)(process.execPath, [script, file, String(TIMES)]);
    await Promise.all(Array.from({ length: WRITERS }, run));
    expect(dataOf((await store.get(['n']))[0]!.raw).memory).toBe(String(WRITERS * TIMES));
    expect(await store.damage()).toEqual([]);
    store.dispose();
  } finally {
    await rm(folder, { recursive: true });
  }
});
