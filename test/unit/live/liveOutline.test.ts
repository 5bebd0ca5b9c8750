import { expect, test } from 'vitest';
import { Outline } from '../../../src/engine/cube/outline/outline';
import { LiveOutline } from '../../../src/engine/live/liveOutline';
import { EMPTY_FILTER, type OutlinePage, type OutlineQuery } from '../../../src/engine/model/query';
import type { MemoryStore } from '../../../src/engine/store/port';
import { largeCube, treeCube } from '../cube/outline/sampleCube';
import { context } from './liveTools';
import { TextStore } from './memoryStore';

const QUERY: OutlineQuery = {
  filter: EMPTY_FILTER,
  sort: { by: 'file', descending: false },
  expanded: [],
  shape: 'tree',
};
const id = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

async function both(query: OutlineQuery, size = 600) {
  const memory = await largeCube(size);
  const store = new TextStore(memory);
  const live = new LiveOutline(store as unknown as MemoryStore, context);
  await live.update(query);
  const file = new Outline(memory, context);
  await file.update(query);
  return { live, file, store };
}

test.each([
  ['nothing expanded', { ...QUERY }],
  ['some expanded, one inside another', { ...QUERY, expanded: [id(0), id(1), id(50), id(12)] }],
  ['sorted by title', { ...QUERY, expanded: [id(0), id(2)], sort: { by: 'title', descending: true } }],
  ['a flat list', { ...QUERY, shape: 'flat' }],
  [
    'a flat list of one type',
    { ...QUERY, shape: 'flat', filter: { ...EMPTY_FILTER, types: ['UserMemory'] } },
  ],
] as [string, OutlineQuery][])('a store is outlined as a file is: %s', async (_, query) => {
  const { live, file } = await both(query);
  const whole = file.page(0, 5000);
  const page = await live.page(0, 5000);
  expect({ ...page, generation: 1 }).toEqual({ ...whole, generation: 1 });
  const part = await live.page(7, 20);
  expect(part.rows).toEqual(whole.rows.slice(7, 27));
});

test.each([
  ['a tree of archived memories', { ...QUERY, filter: { ...EMPTY_FILTER, statuses: ['archived'] } }],
  ['what words are found in', { ...QUERY, filter: { ...EMPTY_FILTER, text: 'honey' } }],
] as [string, OutlineQuery][])('a filtered tree holds what that of a file holds: %s', async (_, query) => {
  const { live, file } = await both(query);
  const shown = ({ rows }: OutlinePage) =>
    rows
      .map(({ key, depth, childCount, matches, tokens }) => [key, depth, childCount, matches, tokens])
      .sort();
  const page = await live.page(0, 5000);
  expect(page.matches).toBe(file.page(0, 1).matches);
  expect(shown(page)).toEqual(shown(file.page(0, 5000)));
});

test('a memory is found in its line, wherever it is unfolded', async () => {
  const { live, file } = await both({ ...QUERY, expanded: [id(0), id(1), id(3)] });
  for (const key of [id(0), id(1), id(12), id(33), id(45), id(500), id(599)]) {
    expect(await live.locate(key), key).toEqual(file.locate(key));
  }
});

test('a screen of a large cube reads a few pages and not the cube', async () => {
  const memory = await largeCube(5000);
  const store = new TextStore(memory);
  const live = new LiveOutline(store as unknown as MemoryStore, context);
  await live.update({ ...QUERY, shape: 'flat' });
  store.handedOut = 0;
  const { rows } = await live.page(4000, 40);
  expect(rows.map(({ key }) => key)).toEqual([...memory.rows()].slice(4000, 4040).map(({ key }) => key));
  expect(store.handedOut).toBeLessThan(500);
});

test('memories in a circle end somewhere', async () => {
  const store = new TextStore(await treeCube([{ id: 'a' }, { id: 'b' }, { id: 'c' }], ['a>b', 'b>a', 'a>c']));
  const live = new LiveOutline(store as unknown as MemoryStore, context);
  await live.update({ ...QUERY, expanded: ['a', 'b', 'c'] });
  expect((await live.page(0, 10)).rows.length).toBeLessThan(10);
});
