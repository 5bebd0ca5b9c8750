import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';

const cubes = 'test/fixtures/cubes';

describe('opening a text memory', () => {
  it.each(['mem_cube_2', 'mem_cube_tree'])('gives back the bytes of %s', async (name) => {
    const bytes = readFileSync(`${cubes}/${name}/textual_memory.json`);
    const memory = await readTextMemory(bytes);
    expect(memory.toBuffer().equals(bytes)).toBe(true);
    expect(memory.size).toBe(name === 'mem_cube_2' ? 2 : 4);
    expect([...memory.rows()].map((r) => r.title)).toMatchSnapshot();
  });

  it.each([
    '[]',
    '[ ]',
    '\ufeff[\r\n  {"id":"a","memory":"x","metadata":{"n":NaN}} ,\r\n{"id":"a","memory":"y","metadata":{"v":90.0}}\r\n]\r\n',
    '{"x":1,"nodes":[],"edges":[ ],"total_nodes":0}',
    '{"nodes": [{"id": "a", "memory": "m", "metadata": {}}], "edges": [{"source":"a","target":"b","type":"PARENT"}]}\n',
    '{"explicit_preference": [{"id": "a", "vector": [1], "payload": {}}], "implicit_preference": []}',
  ])('gives back the bytes of %j', async (text) => {
    expect((await readTextMemory(Buffer.from(text))).toBuffer().toString()).toBe(text);
  });

  it.each([
    ['[{"id": "a"', 'bad-json', 1],
    ['[\n{"id": "a"},\n{"id": }\n]', 'bad-json', 3],
    ['[\n{"id": "a"} {"id": "b"}]', 'bad-json', 2],
    ['{"nodes": []} x', 'bad-json', 1],
    ['"text"', 'bad-shape', 1],
    ['['.repeat(10_000), 'bad-json', 1],
  ])('says where %j is broken', async (text, code, line) => {
    await expect(readTextMemory(Buffer.from(text))).rejects.toMatchObject({ code, place: { line } });
  });

  it('gives back white space that is different at every comma', async () => {
    const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '  ', ' \n', '\n ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(space, space)), async (gaps) => {
        const list = (item: (at: number) => string): string =>
          gaps.map(([lead, trail], at) => `${lead}${item(at)}${trail}`).join(',');
        const nodes = list((at) => `{"id":"${at}","memory":"m"}`);
        const edges = list((at) => `{"source":"${at}","target":"x","type":"PARENT"}`);
        const text = `{"nodes":[${nodes}],"edges":[${edges}]}`;
        expect((await readTextMemory(Buffer.from(text))).toBuffer().toString()).toBe(text);
      }),
    );
  });

  it.each([
    ['A title', 'A title'],
    ['  one\n\ttwo  three\u2003four\ufeff', 'one two three four'],
    ['x'.repeat(120), 'x'.repeat(120)],
    ['y '.repeat(61), `${'y '.repeat(60).slice(0, 119)}…`],
    ['z'.repeat(2000), `${'z'.repeat(119)}…`],
  ])('gives %j a title of one line', async (memory, title) => {
    const text = JSON.stringify([{ id: 'a', memory }]);
    expect((await readTextMemory(Buffer.from(text))).row('a')?.title).toBe(title);
  });

  it('names the line of bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[\n{"id": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]')]);
    await expect(readTextMemory(bytes)).rejects.toMatchObject({ code: 'bad-encoding', place: { line: 2 } });
  });
});

it('reads many records that only Python would write without counting lines for each', async () => {
  const records = Array.from(
    { length: 20_000 },
    (_, n) => `{"id": "${n}", "memory": "m", "metadata": {"n": NaN}}`,
  );
  const text = `[\n${records.join(',\n')}\n]`;
  const started = performance.now();
  const memory = await readTextMemory(Buffer.from(text));
  expect(memory.size).toBe(20_000);
  expect(performance.now() - started).toBeLessThan(5000);
});
