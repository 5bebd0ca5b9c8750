import { expect, test } from 'vitest';
import { LiveConflict } from '../../../src/engine/live/liveConflict';
import type { LiveCube } from '../../../src/engine/live/liveCube';
import type { Edit } from '../../../src/engine/model/edit';
import { buildEdit } from '../../../src/engine/cube/edit/buildEdit';
import { applyOps } from '../../../src/engine/cube/text/applyOps';
import { reasonText } from '../../../src/engine/cube/edit/types';
import { treeCube } from '../cube/outline/sampleCube';
import { context, liveCube } from './liveTools';

const sample = () =>
  treeCube(
    [
      { id: 'trip', metadata: { key: 'Trip', memory_type: 'LongTermMemory', status: 'activated' } },
      { id: 'hotel', memory: 'A hotel. By the sea.', metadata: { key: 'Hotel', status: 'activated' } },
      { id: 'train', memory: 'The train at noon.', metadata: { key: 'Train', status: 'activated' } },
      { id: 'seat', metadata: { key: 'Seat', status: 'activated', tags: ['window'] } },
      { id: 'work', metadata: { key: 'Work', status: 'activated' } },
    ],
    ['trip>hotel', 'trip>train', 'train>seat', 'hotel-RELATE>train'],
  );

async function edit(cube: LiveCube, wanted: Edit) {
  const { ops, keys, reason, scope } = await cube.editor.build(wanted);
  const change = await cube.editor.apply(ops, { actor: 'user', reason: reasonText(reason) }, scope.stored);
  return { change, keys };
}

const setText = (key: string, text: string): Edit => ({
  kind: 'set',
  keys: [key],
  path: ['memory'],
  raw: JSON.stringify(text),
});

const EDITS: readonly Edit[] = [
  setText('hotel', 'A hostel.'),
  { kind: 'tag', keys: ['seat', 'train'], add: ['rail'], remove: ['window'] },
  { kind: 'remove', keys: ['train'], mode: 'removed' },
  { kind: 'remove', keys: ['work'], mode: 'archived' },
  { kind: 'reparent', keys: ['train'], parent: 'work' },
  { kind: 'reparent', keys: ['hotel', 'seat'], parent: null },
  { kind: 'link', edge: { source: 'work', target: 'seat', type: 'CAUSE' } },
  { kind: 'unlink', edge: { source: 'hotel', target: 'train', type: 'RELATE' } },
  { kind: 'create', memory: 'A beach.', memoryType: 'UserMemory', parent: 'trip' },
  { kind: 'duplicate', keys: ['train'] },
  { kind: 'merge', keys: ['hotel', 'train'], memory: 'Hotel and train.' },
  { kind: 'split', key: 'hotel', parts: ['A hotel.', 'By the sea.'] },
];

test.each(EDITS)('the edit %j does to a store what it does to a file', async (wanted) => {
  const file = await sample();
  const { cube, store } = await liveCube(await sample());
  let [a, b] = [0, 0];
  const built = buildEdit(file, wanted, { ...context, newId: () => `made-${++a}` });
  applyOps(file, built.ops);
  Object.assign(cube.editor, { context: { ...context, newId: () => `made-${++b}` } });
  await edit(cube, wanted);
  const sorted = (memory: typeof file) => ({
    memories: [...memory.rows()].map(({ key }) => JSON.stringify(memory.value(key))).sort(),
    edges: memory.edges.slots.map(({ edge: e }) => JSON.stringify(e)).sort(),
  });
  expect(sorted(store.memory)).toEqual(sorted(file));
});

test.each(EDITS)('the edit %j is taken back and made again', async (wanted) => {
  const { cube, store } = await liveCube(await sample());
  const state = () => ({
    memories: [...store.memory.rows()].map(({ key }) => JSON.stringify(store.memory.value(key))).sort(),
    edges: store.memory.edges.slots.map(({ edge: e }) => JSON.stringify(e)).sort(),
  });
  const before = state();
  const { change } = await edit(cube, wanted);
  const after = state();
  expect(after).not.toEqual(before);
  await cube.editor.undo(change);
  expect(state()).toEqual(before);
  await cube.editor.redo(change);
  expect(state()).toEqual(after);
});

test('a memory cannot be put below its own descendant, however far up that is seen', async () => {
  const { cube } = await liveCube(await sample());
  await expect(edit(cube, { kind: 'reparent', keys: ['trip'], parent: 'seat' })).rejects.toThrow(
    'A memory cannot be put below one of its own descendants.',
  );
});

test('a text that somebody else has changed since it was seen is a conflict with both sides', async () => {
  const { cube, store } = await liveCube(await sample());
  await cube.detail('hotel', { now: context.now() });
  const before = store.memory.fieldRaw('hotel', ['memory']);
  store.others([{ op: 'update', key: 'hotel', path: ['memory'], before, after: '"A hotel. In town."' }]);
  const refused = await edit(cube, setText('hotel', 'A hostel.')).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LiveConflict);
  const { conflict } = refused as LiveConflict;
  expect(conflict).toMatchObject({ base: before, ours: '"A hostel."', theirs: '"A hotel. In town."' });
  expect(store.memory.fieldRaw('hotel', ['memory'])).toBe('"A hotel. In town."');
});

test('a change of another field goes together with theirs', async () => {
  const { cube, store } = await liveCube(await sample());
  await cube.detail('hotel', { now: context.now() });
  const before = store.memory.fieldRaw('hotel', ['memory']);
  store.others([{ op: 'update', key: 'hotel', path: ['memory'], before, after: '"A hotel. In town."' }]);
  await edit(cube, { kind: 'tag', keys: ['hotel'], add: ['booked'], remove: [] });
  expect(store.memory.value('hotel')).toMatchObject({
    memory: 'A hotel. In town.',
    metadata: { tags: ['booked'] },
  });
});

test('an undo is refused where others have written since, and nothing changes', async () => {
  const { cube, store } = await liveCube(await sample());
  const { change } = await edit(cube, setText('hotel', 'A hostel.'));
  store.others([{ op: 'update', key: 'hotel', path: ['memory'], before: '"A hostel."', after: '"A tent."' }]);
  await expect(cube.editor.undo(change)).rejects.toThrow('changed by somebody else since');
  expect(store.memory.fieldRaw('hotel', ['memory'])).toBe('"A tent."');
});

test('edits of a store that is away are refused', async () => {
  const { cube, store } = await liveCube(await sample());
  store.away = true;
  await expect(edit(cube, setText('hotel', 'A hostel.'))).rejects.toMatchObject({ code: 'unavailable' });
});

test('the journal tells what was changed here, and what a memory was', async () => {
  const { cube, journal } = await liveCube(await sample());
  await edit(cube, setText('hotel', 'A hostel.'));
  const { change } = await edit(cube, setText('hotel', 'A tent.'));
  await cube.editor.undo(change);
  const history = await journal.history('hotel');
  expect(history.map(({ reason }) => reason)).toEqual([
    'Undo: Set memory of “Hotel”',
    'Set memory of “Hotel”',
    'Set memory of “Hotel”',
  ]);
  expect(history[0]?.undoes).toBe(history[1]?.changeId);
  const record = await journal.recordAt('hotel', history[2]?.changeId ?? '');
  expect(JSON.parse(record ?? '')).toMatchObject({ memory: 'A hostel.' });
  expect(await journal.verify()).toEqual({ entries: 3, torn: false });
});
