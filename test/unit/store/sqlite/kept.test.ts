import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite, type SqliteStore } from '../../../../src/engine/store/sqlite/sqliteStore';
import { add, analyser, change, record } from '../../../contract/samples';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'memcube-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

const TAG = { name: 'test', dimensions: 4 };
const IDS = ['m0', 'm1', 'm2', 'm3'];
const AROUND = { depth: 1, direction: 'both', limit: 10, idsOnly: true } as const;

/** All that a store keeps between questions, asked for in one way. */
async function answers(store: SqliteStore) {
  const statuses = ['activated'];
  return {
    words: await store.lexical({ terms: ['red', 'bus'], limit: 3, statuses }),
    near: await store.vector({ vector: Float32Array.of(1, 0, 0, 0), embedder: TAG, limit: 3, statuses }),
    digests: await store.digests(IDS, { analyser, embedder: TAG }),
    around: await store.neighbourhood(IDS, AROUND),
  };
}

const step = fc.record({
  own: fc.boolean(),
  id: fc.constantFrom(...IDS),
  text: fc.option(fc.constantFrom('red', 'bus', 'red rose bus', 'tree'), { nil: undefined }),
  status: fc.constantFrom('activated', 'archived'),
  sign: fc.constantFrom(1, -1),
});

test('what a store keeps between questions is gone when anybody writes', { timeout: 60_000 }, async () => {
  let files = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
    const file = path.join(folder, `${files++}.sqlite`);
    const stores = await Promise.all([openSqlite(file, { analyser }), openSqlite(file, { analyser })]);
    const [asked, other] = stores;
    try {
      await answers(asked);
      for (const { own, id, text, status, sign } of steps) {
        const writer = own ? asked : other;
        const [before] = await writer.get([id]);
        if (before)
          await writer.apply(change({ op: 'remove', key: id, raw: before.raw, previous: null }), new Map());
        if (text !== undefined) {
          await writer.apply(change(add(id, record(id, text, { status }))), new Map());
          const [textHash] = (await writer.unembedded(TAG, '', 10)).flatMap((one) =>
            one.id === id ? one.textHash : [],
          );
          await writer.putVectors(TAG, [{ id, vector: Float32Array.of(sign, 0, 0, 0), textHash: textHash! }]);
        }
        const fresh = await openSqlite(file, { analyser });
        stores.push(fresh);
        expect(await answers(asked)).toEqual(await answers(fresh));
      }
    } finally {
      for (const store of stores) store.dispose();
    }
  });
  await fc.assert(property, { numRuns: 15 });
});
