import { describe, expect, it } from 'vitest';
import { acceptSuggested, applyBatch, reopen } from '../../../src/engine/ingest/applyBatch';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { concerned } from '../../../src/engine/ingest/planBatch';
import { Review } from '../../../src/engine/ingest/review/review';
import { VERDICTS, type Note } from '../../../src/engine/model/proposal';
import { dialogue, openForIngest, sourceOf, type OpenForIngest } from './ingestCube';

const say = ({ message, args }: Note): string =>
  message.replace(/\{(\d+)\}/g, (_, n: string) => args[Number(n)] ?? '');

async function reviewOf({ batches, target }: OpenForIngest, id: string): Promise<Review> {
  const batch = await batches.get(id);
  return new Review(batch, await target.around(concerned(batch)), say);
}

const TEA = 'Lin Mei drinks a cup of Longjing tea each morning before she draws';
const record = (id: string, text: string): string =>
  JSON.stringify({ id, memory: text, metadata: { status: 'activated', memory_type: 'UserMemory', key: id } });
const cubeWithTea = () => openForIngest(`{"nodes": [${record('tea', `user: ${TEA}`)}], "edges": []}`);

describe('a batch under review', () => {
  it('shows each proposal with what it collides with, as both are now', async () => {
    const cube = await cubeWithTea();
    const { id } = await cube.read(sourceOf(dialogue(`${TEA}.`, 'The bridge opens in May.')));
    const review = await reviewOf(cube, id);
    const [same, fresh] = review.lines();
    expect(same).toMatchObject({ verdict: 'exact', suggested: 'skip', collides: true, stale: null });
    expect(fresh).toMatchObject({ verdict: 'new', reason: 'Nothing like it is there.', decision: null });
    const detail = review.detail(same?.id ?? '');
    expect(detail.other).toMatchObject({ id: 'tea', title: 'tea', where: 'cube', now: `user: ${TEA}` });
    expect(detail.sources).toMatchObject([{ name: 'chat.json', turn: 1, speaker: 'user', page: null }]);
  });

  it('says that the other memory has changed, or is gone, since the source was read', async () => {
    const cube = await cubeWithTea();
    const { id } = await cube.read(sourceOf(dialogue(`${TEA}.`)));
    const previous = null;
    const raw = cube.session.memory.text('tea');
    await cube.session.apply(
      [
        { op: 'remove', key: 'tea', raw, previous },
        { op: 'add', key: 'tea', raw: record('tea', 'Lin Mei drinks coffee.'), previous },
      ],
      { actor: 'user', reason: 'other' },
    );
    expect((await reviewOf(cube, id)).lines()[0]?.stale).toBe('changed');
    const now = cube.session.memory.text('tea');
    await cube.session.apply([{ op: 'remove', key: 'tea', raw: now, previous }], {
      actor: 'user',
      reason: 'gone',
    });
    const review = await reviewOf(cube, id);
    expect(review.lines()[0]?.stale).toBe('gone');
    expect(review.detail(review.lines()[0]?.id ?? '').other?.now).toBeNull();
  });

  it('keeps a changed text until it is taken back', async () => {
    const cube = await openForIngest();
    const { id, proposals } = await cube.read(sourceOf(dialogue('The bridge opens in May.')));
    const one = proposals[0]?.id ?? '';
    await cube.batches.decide(id, [one], 'add', 'The bridge opens in June.');
    expect((await reviewOf(cube, id)).lines()[0]).toMatchObject({
      text: 'The bridge opens in June.',
      edited: true,
      decision: 'add',
    });
    await cube.batches.decide(id, [one], undefined);
    expect((await reviewOf(cube, id)).detail(one).edited).toBe('The bridge opens in June.');
    await cube.batches.decide(id, [one], undefined, null);
    expect((await reviewOf(cube, id)).detail(one).edited).toBeNull();
  });

  it('takes several decisions together, all or none', async () => {
    const cube = await openForIngest();
    const { id, proposals } = await cube.read(sourceOf(dialogue('One bridge.', 'Two trees.')));
    const [one, two] = proposals.map((proposal) => proposal.id) as [string, string];
    const wrong = cube.batches.decideAll(id, [
      { ids: [one], decision: 'add' },
      { ids: ['nobody'], decision: 'add' },
    ]);
    await expect(wrong).rejects.toMatchObject({ code: 'not-found' });
    expect((await cube.batches.get(id)).undecided).toBe(2);
    await cube.batches.decideAll(id, [
      { ids: [one], decision: 'add' },
      { ids: [two], decision: 'rejected' },
    ]);
    expect((await reviewOf(cube, id)).lines().map(({ decision }) => decision)).toEqual(['add', 'rejected']);
  });

  it('decides on what another process has decided meanwhile, and gives what the file says', async () => {
    const cube = await openForIngest();
    const { id, proposals } = await cube.read(sourceOf(dialogue('One bridge.', 'Two trees.', 'Three cats.')));
    const [one, two, three] = proposals.map((proposal) => proposal.id) as [string, string, string];
    await cube.batches.decide(id, [one], 'add', 'One long bridge.');
    await BatchStore.of(cube.folder).decide(id, [two], 'rejected');
    const batch = await cube.batches.decide(id, [three], 'add');
    expect(batch.proposals.map(({ decision }) => decision)).toEqual(['add', 'rejected', 'add']);
    expect(await cube.batches.decide(id, [one], undefined, null)).toEqual(await cube.batches.get(id));
  });

  it('notices that what was added is gone, and can be opened again', async () => {
    const cube = await openForIngest();
    const { id } = await cube.read(sourceOf(dialogue('The bridge opens in May.')));
    await acceptSuggested(cube.batches, id, VERDICTS);
    await applyBatch(cube.batches, id, cube.target);
    expect((await reviewOf(cube, id)).lost).toBe(false);
    await cube.session.revert();
    expect((await reviewOf(cube, id)).lost).toBe(true);
    await reopen(cube.batches, id);
    expect((await reviewOf(cube, id)).head().state).toBe('review');
    const { outcome } = await applyBatch(cube.batches, id, cube.target);
    expect(outcome.added).toBe(1);
  });
});
