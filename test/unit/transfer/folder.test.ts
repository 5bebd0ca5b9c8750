import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderRaw } from '../../../src/engine/base/json/render';
import { detectStyle, MEMORY_STYLE } from '../../../src/engine/base/json/style';
import { loadText } from '../../../src/engine/cube/session/loadText';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { folderParts } from '../../../src/engine/transfer/folderParts';
import { writeFolder } from '../../../src/engine/transfer/writeFolder';

const folder = () => mkdtemp(path.join(tmpdir(), 'memcube-copy-'));

/** A text memory, through SQLite, as the file of a new folder. */
async function roundTrip(text: string): Promise<string> {
  const from = path.join(await folder(), 'textual_memory.json');
  await writeFile(from, text);
  const { memory } = await loadText(from);
  const store = await openSqlite(':memory:');
  await store.import(folderParts(memory), { existing: 'replace' });
  const to = await folder();
  await writeFolder(to, store.export(), { cubeId: 'copy', style: detectStyle(text) });
  store.dispose();
  return readFile(path.join(to, 'textual_memory.json'), 'utf8');
}

describe('a folder cube, through SQLite, to a folder', () => {
  test('a tree that MemOS wrote comes back byte by byte', async () => {
    const text = await readFile('test/fixtures/cubes/mem_cube_tree/textual_memory.json', 'utf8');
    expect(await roundTrip(text)).toBe(text.trimEnd());
  });

  test('a vector stays in its place among members whose names look like numbers', async () => {
    const node = '{"id": "m", "memory": "", "metadata": {"b": 1, "embedding": [0.1], "10": 90.0, "2": 1e3}}';
    const text = renderRaw(
      `{"nodes": [${node}], "edges": [], "total_nodes": 1, "total_edges": 0}`,
      MEMORY_STYLE,
    );
    expect(await roundTrip(text)).toBe(text);
  });

  test('so does any tree laid out as MemOS does it', async () => {
    const token = fc.constantFrom(
      '90.0',
      '1e3',
      '-0.0',
      '12345678901234567890',
      'NaN',
      'null',
      'true',
      '"記 \\u0000"',
    );
    const vector = fc.array(fc.constantFrom('0.1', '-1e-07', '0.30000000000000004'), {
      minLength: 1,
      maxLength: 4,
    });
    const name = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('0', '2', '10', '-1', '__proto__'));
    const member = fc.tuple(name, token);
    const node = fc.record({
      text: fc.string(),
      members: fc.uniqueArray(member, { selector: ([k]) => k, maxLength: 4 }),
      vector: fc.option(vector),
      place: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(node, { maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(4))),
        async (nodes, links) => {
          const raws = nodes.map((n, i) => {
            const members = n.members
              .filter(([k]) => k !== 'embedding')
              .map(([k, v]) => `${JSON.stringify(k)}: ${v}`);
            if (n.vector) members.splice(n.place, 0, `"embedding": [${n.vector.join(', ')}]`);
            return `{"id": "m${i}", "memory": ${JSON.stringify(n.text)}, "metadata": {${members.join(', ')}}}`;
          });
          const edges = links.map(([a, b]) => `{"source": "m${a}", "target": "m${b}", "type": "PARENT"}`);
          const whole = `{"nodes": [${raws.join(', ')}], "edges": [${edges.join(', ')}], "total_nodes": ${raws.length}, "total_edges": ${edges.length}}`;
          const text = renderRaw(whole, MEMORY_STYLE);
          expect(await roundTrip(text)).toBe(text);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a folder that holds anything is refused, and an abort leaves nothing behind', async () => {
    const to = await folder();
    const store = await openSqlite(':memory:');
    const stopped = writeFolder(to, store.export(AbortSignal.abort()), { cubeId: 'x' });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(to)).toEqual([]);
    await writeFile(path.join(to, 'letter.txt'), 'Dear');
    await expect(writeFolder(to, store.export(), { cubeId: 'x' })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    expect(await readdir(to)).toEqual(['letter.txt']);
    store.dispose();
  });
});
