import { describe, expect, it } from 'vitest';
import { acceptSuggested, applyBatch } from '../../../src/engine/ingest/applyBatch';
import { VERDICTS } from '../../../src/engine/model/proposal';
import { dialogue, openForIngest, sourceOf } from './ingestCube';

const memoryOf = (id: string, text: string): string =>
  JSON.stringify({
    id,
    memory: text,
    metadata: { status: 'activated', memory_type: 'UserMemory', tags: ['old'] },
  });
const treeOf = (...records: readonly string[]): string => `{"nodes": [${records.join(', ')}], "edges": []}`;

describe('reading a dialogue', () => {
  it('proposes memories in the shape that MemOS writes, and applies nothing', async () => {
    const { session, read } = await openForIngest();
    const batch = await read(
      sourceOf(dialogue('I planted tomatoes today.', 'The greenhouse needs a new door.')),
      {
        userId: 'ann',
        sessionId: 's1',
      },
    );
    expect(batch).toMatchObject({ state: 'review', undecided: 2, verdicts: { new: 2 } });
    expect(session.memory.size).toBe(0);
    const record = JSON.parse(batch.proposals[0]!.memory.raw) as { metadata: Record<string, unknown> };
    expect(record.metadata).toMatchObject({
      user_id: 'ann',
      status: 'activated',
      memory_type: 'UserMemory',
      type: 'fact',
      usage: [],
      source: 'conversation',
      ingest_batch_id: batch.id,
      chunk_index: 0,
    });
    expect(record.metadata['sources']).toMatchObject([{ type: 'chat', role: 'user' }]);
  });

  it('does not read again what is under review', async () => {
    const { read } = await openForIngest();
    const source = sourceOf(dialogue('I planted tomatoes today.'));
    const batch = await read(source);
    const again = await read({
      ...source,
      read: () => {
        throw new Error('read again');
      },
    });
    expect(again).toEqual(batch);
  });
});

describe('duplicates and contradictions', () => {
  it.each([
    ['exact', 'I live in Oslo', 'skip'],
    ['contradiction', 'I live in Bergen.', 'replace'],
    ['contradiction', "user: I don't like herring.", 'replace'],
    [
      'near',
      'On Sunday we walked around the lake with the two dogs and then we ate waffles at the mill',
      'skip',
    ],
    [
      'near',
      'On Sunday we walked around the lake with the 3 dogs and then we ate waffles at the old mill',
      'add',
    ],
    ['new', 'I live in Oslo with a cat and a dog and three parrots that talk.', 'add'],
    ['new', 'Do I live in Bergen?', 'add'],
    ['new', 'If I live in Bergen I will need a boat.', 'add'],
  ])('%s: %s', async (verdict, text, suggested) => {
    const { read } = await openForIngest(
      treeOf(
        memoryOf('oslo', 'user: I live in Oslo.'),
        memoryOf('herring', 'user: I like herring.'),
        memoryOf(
          'walk',
          'user: On Sunday we walked around the lake with the two dogs and then we ate waffles at the old mill.',
        ),
      ),
    );
    const { proposals } = await read(sourceOf(dialogue(text.replace(/^user: /, ''))));
    expect(proposals[0]).toMatchObject({ verdict, suggested });
  });

  it('are found inside the batch too', async () => {
    const { read } = await openForIngest();
    const batch = await read(
      sourceOf(dialogue('My budget is 500.', 'my budget is 500', 'My budget is 700.')),
    );
    expect(batch.proposals.map(({ verdict, against }) => [verdict, against?.where])).toEqual([
      ['new', undefined],
      ['exact', 'batch'],
      ['contradiction', 'batch'],
    ]);
  });

  it('are not looked for in what is archived', async () => {
    const archived = memoryOf('oslo', 'user: I live in Oslo.').replace('activated', 'archived');
    const { read } = await openForIngest(treeOf(archived));
    expect(await read(sourceOf(dialogue('I live in Oslo.')))).toMatchObject({ verdicts: { new: 1 } });
  });
});

describe('applying a batch', () => {
  it('is one Change by import, replaces by archiving, and is taken back byte for byte', async () => {
    const { session, target, batches, read } = await openForIngest(
      treeOf(memoryOf('oslo', 'user: I live in Oslo.')),
    );
    const before = session.memory.toBuffer();
    const { id } = await read(sourceOf(dialogue('I live in Bergen.', 'The boat is blue.'), 'talk.json'));
    await acceptSuggested(batches, id, VERDICTS);
    const applied = await applyBatch(batches, id, target);
    expect(applied.outcome).toEqual({ added: 1, replaced: 1, merged: 0, skipped: 0 });
    expect(applied.change).toMatchObject({
      actor: 'import',
      reason: 'Remember what was read from “talk.json”',
    });
    expect(session.memory.row('oslo')?.status).toBe('archived');
    expect(session.memory.edgesFrom('oslo')).toMatchObject([{ type: 'MERGED_TO' }]);
    expect((await batches.get(id)).state).toBe('applied');
    await applied.undo();
    expect(session.memory.toBuffer().equals(before)).toBe(true);
    expect((await batches.get(id)).state).toBe('review');
  });

  it('merges texts, tags and sources of both', async () => {
    const { session, target, batches, read } = await openForIngest(
      treeOf(memoryOf('oslo', 'user: I live in Oslo.')),
    );
    const { id, proposals } = await read(sourceOf(dialogue('I live in Bergen.')));
    await batches.decide(id, [proposals[0]!.id], 'merge');
    await applyBatch(batches, id, target);
    const merged = session.memory.value(proposals[0]!.id);
    expect(merged['memory']).toContain('Oslo');
    expect(merged['memory']).toContain('Bergen');
    expect(session.memory.row(proposals[0]!.id)?.tags).toContain('old');
    expect(session.memory.row(proposals[0]!.id)?.status).toBe('activated');
  });

  it('writes the text as a person changed it', async () => {
    const { session, target, batches, read } = await openForIngest();
    const { id, proposals } = await read(sourceOf(dialogue('I live in Bergen.')));
    await batches.decide(id, [proposals[0]!.id], 'add', 'Ann lives in Bergen.');
    await applyBatch(batches, id, target);
    expect(session.memory.value(proposals[0]!.id)['memory']).toBe('Ann lives in Bergen.');
  });

  it('leaves out what is rejected, undecided, or in the cube by now', async () => {
    const { session, target, batches, read } = await openForIngest();
    const { id, proposals } = await read(
      sourceOf(dialogue('One apple here.', 'Two pears there.', 'A plum.')),
    );
    await batches.decide(id, [proposals[0]!.id], 'rejected');
    await batches.decide(id, [proposals[1]!.id], 'add');
    const other = await read(sourceOf(dialogue('Two pears there.'), 'other.json'));
    await acceptSuggested(batches, other.id, ['new']);
    await applyBatch(batches, other.id, target);
    const { outcome, change } = await applyBatch(batches, id, target);
    expect([outcome.added, outcome.skipped, change]).toEqual([0, 3, undefined]);
    expect(session.memory.size).toBe(1);
    expect(await batches.get(id)).toMatchObject({ state: 'review', undecided: 1 });
    await expect(batches.decide(id, [proposals[0]!.id], 'add')).rejects.toMatchObject({
      code: 'bad-argument',
    });
    await batches.decide(id, [proposals[2]!.id], 'add');
    expect((await applyBatch(batches, id, target)).outcome.added).toBe(1);
    expect((await batches.get(id)).state).toBe('applied');
    await expect(applyBatch(batches, id, target)).rejects.toMatchObject({ code: 'bad-argument' });
  });

  it('adds nothing twice when the note of it was lost', async () => {
    const { session, target, batches, read } = await openForIngest();
    const { id } = await read(sourceOf(dialogue('One apple here.')));
    await acceptSuggested(batches, id, ['new']);
    const kept = await batches.find(id);
    await applyBatch(batches, id, target);
    await batches.append(id, kept!.bytes, []);
    expect(await applyBatch(batches, id, target)).toMatchObject({ change: undefined });
    expect(session.memory.size).toBe(1);
  });
});

describe('the batches of a cube', () => {
  it('are listed, decided on, and thrown away', async () => {
    const { batches, read } = await openForIngest();
    const { id, proposals } = await read(sourceOf(dialogue('One apple here.')));
    expect(await batches.list()).toMatchObject([{ id, undecided: 1, source: 'chat.json' }]);
    await batches.decide(id, [proposals[0]!.id], 'add');
    expect(await batches.list()).toMatchObject([{ undecided: 0 }]);
    expect((await batches.decide(id, [proposals[0]!.id], undefined)).undecided).toBe(1);
    await expect(batches.decide(id, ['nobody'], 'add')).rejects.toMatchObject({ code: 'not-found' });
    await expect(batches.get('../../etc/passwd')).rejects.toMatchObject({ code: 'bad-argument' });
    await batches.discard(id);
    expect(await batches.list()).toEqual([]);
    await expect(batches.discard(id)).rejects.toMatchObject({ code: 'not-found' });
  });
});
