import { afterEach, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { by, cubeWith, set, testContext } from './testCube';

const CUBE = JSON.stringify(
  ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    vector: [0.6, 0.8],
    payload: { id, memory: `text of ${id}`, metadata: {} },
  })),
);

const opened: CubeSession[] = [];
afterEach(async () => {
  for (const session of opened.splice(0)) await session.dispose();
});

async function open(folder: string): Promise<CubeSession> {
  const session = await CubeSession.open(testContext(), folder);
  opened.push(session);
  return session;
}

it('memories whose text was edited after their vector are known, saved or not', async () => {
  const folder = await cubeWith(CUBE);
  const session = await open(folder);
  const edit = (key: string, field: 'memory' | 'vector', value: string) =>
    session.apply(set(session, key, [field], value), by);
  await edit('a', 'memory', '"another"');
  await edit('b', 'memory', '"another"');
  await edit('b', 'vector', '[1.0, 0.0]');
  await edit('c', 'vector', '[1.0, 0.0]');
  await edit('c', 'memory', '"another"');
  expect([...(await session.editedTexts())].sort()).toEqual(['a', 'c']);
  await session.save();
  await edit('d', 'memory', '"another"');
  expect([...(await session.editedTexts())].sort()).toEqual(['a', 'c', 'd']);
});

it('a change of text and vector at once leaves the vector fresh, and so does a new memory', async () => {
  const session = await open(await cubeWith(CUBE));
  await session.apply(
    [...set(session, 'a', ['memory'], '"another"'), ...set(session, 'a', ['vector'], '[1.0, 0.0]')],
    by,
  );
  const raw = '{"id": "n", "vector": [1.0, 0.0], "payload": {"id": "n", "memory": "new", "metadata": {}}}';
  await session.apply([{ op: 'add', key: 'n', raw, previous: 'a' }], by);
  expect([...(await session.editedTexts())]).toEqual([]);
});

it('a memory that goes by another id since is known by that', async () => {
  const session = await open(await cubeWith(CUBE));
  await session.apply(set(session, 'a', ['memory'], '"another"'), by);
  await session.apply(set(session, 'a', ['id'], '"z"'), by);
  await session.save();
  const [key] = [...session.memory.rows()].map((row) => row.key);
  expect([...(await session.editedTexts())]).toEqual([key]);
});
