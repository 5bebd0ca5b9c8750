import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { acceptSuggested, applyBatch } from '../../../src/engine/ingest/applyBatch';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { storeTarget } from '../../../src/engine/ingest/targets/storeTarget';
import { applyTopics } from '../../../src/engine/ingest/topics/applyTopics';
import { planTopics } from '../../../src/engine/ingest/topics/planTopics';
import { LiveEditor } from '../../../src/engine/live/liveEditor';
import { LiveJournal } from '../../../src/engine/live/liveJournal';
import type { Change, Op } from '../../../src/engine/model/change';
import { VERDICTS } from '../../../src/engine/model/proposal';
import type { MemoryStore } from '../../../src/engine/store/port';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { emptyFolder, testContext } from '../cube/session/testCube';
import { dialogue, sourceOf } from './ingestCube';

const open: MemoryStore[] = [];

afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
});

const changeOf = (id: string, op: Op): Change => ({
  id,
  at: '2026-03-01T00:00:00Z',
  actor: 'user',
  reason: 'test',
  ops: [op],
});

async function storeForIngest() {
  const folder = await emptyFolder();
  const context = testContext();
  const store = await openSqlite(join(folder, 'cube.sqlite'));
  open.push(store);
  const raw = JSON.stringify({
    ...{ id: 'oslo', memory: 'user: I live in Oslo.' },
    metadata: { status: 'activated', memory_type: 'UserMemory' },
  });
  const change = changeOf('c1', { op: 'add', key: 'oslo', raw, previous: null });
  await store.apply(change, new Map());
  const journal = new LiveJournal(join(folder, 'history'), context);
  return {
    context,
    store,
    journal,
    target: storeTarget(store, new LiveEditor(store, context, journal)),
    batches: new BatchStore(join(folder, 'batches')),
  };
}

/** Everything in a store, as it can be compared. */
async function contentOf(store: MemoryStore): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const part of store.export()) {
    if (part.kind === 'memories') found.push(...part.memories.map(({ raw }) => JSON.parse(raw) as unknown));
    else found.push(...part.edges);
  }
  return found;
}

describe('a cube in a store', () => {
  it('takes a batch as one Change in its history, and gives it back', async () => {
    const { context, store, target, batches, journal } = await storeForIngest();
    const before = await contentOf(store);
    const { id, proposals } = await ingest(
      context,
      target,
      batches,
      sourceOf(dialogue('I live in Bergen.', 'The boat is blue.', 'the boat is BLUE')),
    );
    expect(proposals.map(({ verdict }) => verdict)).toEqual(['contradiction', 'new', 'exact']);
    expect(await contentOf(store)).toEqual(before);
    await acceptSuggested(batches, id, VERDICTS);
    const applied = await applyBatch(batches, id, target);
    expect(applied.outcome).toEqual({ added: 1, replaced: 1, merged: 0, skipped: 1 });
    expect(await store.get(['oslo'])).toMatchObject([{ row: { status: 'archived' } }]);
    expect(await store.edges(['oslo'])).toMatchObject([{ source: 'oslo', type: 'MERGED_TO' }]);
    const after = await contentOf(store);
    await applied.undo();
    expect(await contentOf(store)).toEqual(before);
    expect((await batches.get(id)).state).toBe('review');
    await applied.redo();
    expect(await contentOf(store)).toEqual(after);
    expect((await batches.get(id)).state).toBe('applied');
    expect((await journal.cubeHistory(10)).map(({ actor }) => actor)).toEqual(['import', 'import', 'import']);
  });

  it('is left alone where a memory was changed meanwhile', async () => {
    const { context, store, target, batches } = await storeForIngest();
    const { id } = await ingest(context, target, batches, sourceOf(dialogue('I live in Bergen.')));
    await acceptSuggested(batches, id, VERDICTS);
    const racing = {
      ...target,
      around: async (ids: readonly string[]) => {
        const memory = await target.around(ids);
        const texts = { before: '"user: I live in Oslo."', after: '"no"' };
        const change = changeOf('c2', { op: 'update', key: 'oslo', path: ['memory'], ...texts });
        await store.apply(change, new Map());
        return memory;
      },
    };
    await expect(applyBatch(batches, id, racing)).rejects.toMatchObject({ code: 'conflict' });
    expect(await contentOf(store)).toMatchObject([{ id: 'oslo', memory: 'no' }]);
    expect((await batches.get(id)).state).toBe('review');
  });

  it('is put in order under topics', async () => {
    const { context, store, target, batches } = await storeForIngest();
    const talk = dialogue(
      'The tomatoes in the greenhouse ripen.',
      'Compost came for the greenhouse and its tomatoes.',
      'Watering tomatoes takes all morning in the greenhouse.',
      'Greenhouse seedlings: tomatoes and peppers.',
    );
    const { id } = await ingest(context, target, batches, sourceOf(talk));
    await acceptSuggested(batches, id, ['new']);
    await applyBatch(batches, id, target);
    const plan = await planTopics(context, target);
    await applyTopics(target, plan);
    const page = await store.children(plan.topics[0]!.id, { offset: 0, limit: 10 });
    expect(page.total).toBe(4);
    expect(await planTopics(context, target)).toEqual({ topics: [], moves: [] });
  });
});
