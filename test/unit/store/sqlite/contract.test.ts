import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';
import { analyser } from '../../../contract/samples';
import { storeContract } from '../../../contract/store.contract';
import type { StorePlace } from '../../../contract/storeCase';

async function inFile(): Promise<StorePlace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'memcube-store-'));
  return {
    open: () => openSqlite(path.join(folder, 'cube.sqlite'), { analyser }),
    remove: () => rm(folder, { recursive: true }),
  };
}

const whole = { keepsOrder: true, losslessRaw: true, halfCharacters: true, notice: 3000 } as const;

storeContract('SQLite in a file', { ...whole, shared: true, place: inFile });
storeContract('SQLite in memory', {
  ...whole,
  shared: false,
  place: () =>
    Promise.resolve({ open: () => openSqlite(':memory:', { analyser }), remove: () => Promise.resolve() }),
});
