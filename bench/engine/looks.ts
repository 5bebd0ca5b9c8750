import { memoryDetail } from '../../src/engine/cube/detail/memoryDetail';
import { childrenOf } from '../../src/engine/cube/outline/childrenOf';
import type { MemoryKey } from '../../src/engine/model/memory';
import { EMPTY_FILTER } from '../../src/engine/model/query';
import type { Meter } from '../lib/figures.ts';
import type { Random } from '../lib/random.ts';
import type { Job } from './job.ts';
import { context, FIRST_QUERY, PAGE, type UsableCube } from './openCube.ts';

/** Texts of the search box: frequent, two words, Chinese, and one that is nowhere. */
const SEARCHES = ['bicycle', 'beehive kitchen', '厨房', 'zzqx'];

/** Expanding, selecting, sorting and searching in an open cube; nothing is changed. */
export async function looks(cube: UsableCube, job: Job, meter: Meter, random: Random): Promise<void> {
  const { session, outline } = cube;
  const keys = [...session.memory.byKey.keys()];
  const parents = keys.filter((key) => childrenOf(session.memory, key, { offset: 0, limit: 1 }).total > 0);
  const expanded: MemoryKey[] = [];
  for (let i = 0; i < job.samples; i++) {
    const parent = random.pick(parents);
    await meter.time('expand.native', () => childrenOf(session.memory, parent, { offset: 0, limit: 200 }));
    const { ancestors } = outline.locate(parent);
    expanded.push(...ancestors, parent);
    await meter.time('expand', async () => {
      await outline.update({ ...FIRST_QUERY, expanded });
      outline.page(Math.max(0, outline.locate(parent).index), PAGE);
    });
    const key = random.pick(keys);
    await meter.time('select', () => memoryDetail(session.memory, key, { now: context.now() }));
  }
  for (let i = 0; i < job.repetitions; i++) await search(cube, meter);
  for (const by of ['title', 'updatedAt', 'uses'] as const) {
    await meter.time('sort', async () => {
      await outline.update({ ...FIRST_QUERY, sort: { by, descending: true } });
      outline.page(0, PAGE);
    });
  }
  await outline.update(FIRST_QUERY);
}

/** Each search from nothing, then typed on by a letter, which narrows the last answer. */
async function search({ outline }: UsableCube, meter: Meter): Promise<void> {
  const find = async (text: string): Promise<void> => {
    await outline.update({ ...FIRST_QUERY, filter: { ...EMPTY_FILTER, text } });
    outline.page(0, PAGE);
  };
  for (const text of SEARCHES) {
    await outline.update({ ...FIRST_QUERY, filter: { ...EMPTY_FILTER, text: '\u0000' } });
    await meter.time('search', () => find(text));
    await meter.time('search.on', () => find(`${text}s`));
  }
}
