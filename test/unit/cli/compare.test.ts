import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AURORA,
  MEM_CUBE_2,
  NOTES,
  TREE,
  cubeOf,
  folder,
  json,
  memory,
  openmem,
  useOpenmem,
} from './openmem';

useOpenmem();

const ALL = [AURORA, NOTES, MEM_CUBE_2, TREE].map((path) => [basename(path), path] as const);

describe('openmem save', () => {
  it.each(ALL)('dumps %s byte by byte', async (_, path) => {
    const out = join(folder(), 'new');
    const { code, stderr } = await openmem(['save', path, '--out', out]);
    expect([code, stderr]).toEqual([0, '']);
    const names = readdirSync(path).filter((name) => name !== 'README.md');
    expect(readdirSync(out).sort()).toEqual(names.sort());
    for (const name of names) {
      expect(readFileSync(join(out, name)).equals(readFileSync(join(path, name))), name).toBe(true);
    }
    expect((await openmem(['diff', path, out])).stdout).toBe('Byte for byte the same.\n');
  });

  it.each([
    [
      'numbers, escapes, spaces',
      '[ {"id":"a" , "memory":"\\u00e9\\/","metadata":{"x":1e3,"y":90.0,"n":NaN}} ]\n\n',
    ],
    ['a byte order mark and CRLF', '\ufeff[\r\n  {"id": "a", "memory": "m", "metadata": {}}\r\n]\r\n'],
    ['an empty list', '[]'],
    ['a tree without edges', '{"nodes": [], "more": {"kept": true}}'],
  ])('keeps %s', async (_, text) => {
    const out = join(folder(), 'new');
    expect(await openmem(['save', cubeOf({ 'textual_memory.json': text }), '--out', out])).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(out, 'textual_memory.json'), 'utf8')).toBe(text);
  });

  it('refuses a folder that holds anything, as MemOS does', async () => {
    const out = cubeOf({ 'mine.txt': 'mine' });
    expect(await openmem(['save', NOTES, '--out', out])).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(out)).toEqual(['mine.txt']);
    expect(await openmem(['save', NOTES])).toMatchObject({ code: 2, stdout: '' });
  });

  it('writes nothing of a cube that cannot be read', async () => {
    const out = join(folder(), 'new');
    const cube = cubeOf({ 'textual_memory.json': '[{"id": "a", "memory"' });
    expect(await openmem(['save', cube, '--out', out])).toMatchObject({ code: 4, stdout: '' });
    expect(existsSync(out)).toBe(false);
  });

  it('as JSON', async () => {
    const out = join(folder(), 'new');
    expect(await json('save', MEM_CUBE_2, '--out', out)).toMatchObject({
      out,
      memories: 2,
      files: expect.arrayContaining([
        {
          file: join(out, 'textual_memory.json'),
          bytes: readFileSync(join(MEM_CUBE_2, 'textual_memory.json')).length,
        },
      ]) as unknown,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });
});

describe('openmem diff', () => {
  const tree = (nodes: object[], edges: object[] = []) => cubeOf({ 'textual_memory.json': { nodes, edges } });
  const edge = { source: 'aaaa', target: 'bbbb', type: 'CAUSE' };

  it('exits with 0 where memories and relations are the same', async () => {
    expect(await openmem(['diff', AURORA, AURORA])).toMatchObject({ code: 0 });
    const memories = [memory('aaaa', 'One', { tags: ['x', 'y'] })];
    const one = cubeOf({ 'textual_memory.json': memories });
    const other = cubeOf({ 'textual_memory.json': JSON.stringify(memories) });
    const { code, stdout } = await openmem(['diff', one, other]);
    expect([code, stdout]).toEqual([
      0,
      'The same memories and relations; the files are laid out differently.\n',
    ]);
    expect(await json('diff', one, other)).toMatchObject({ same: true, identical: false, changed: [] });
  });

  it('names what was added, removed and changed, by field and relation, and exits with 1', async () => {
    const a = tree(
      [memory('aaaa', 'One', { tags: ['x'] }), memory('bbbb', 'Two'), memory('cccc', 'Three')],
      [edge],
    );
    const b = tree([
      memory('aaaa', 'Uno', { tags: ['x'], extra: 1 }),
      memory('bbbb', 'Two'),
      memory('dddd', 'Four'),
    ]);
    const { code, stdout } = await openmem(['diff', join(a, 'textual_memory.json'), b]);
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(2)).toEqual([
      '- Three  cccc',
      '+ Four  dddd',
      '~ One  aaaa',
      '    memory',
      '    - "One"',
      '    + "Uno"',
      '    metadata.extra',
      '    + 1',
      '- aaaa -CAUSE-> bbbb',
      '1 memory added, 1 removed, 1 changed, 1 relation different',
      '',
    ]);
    expect((await openmem(['diff', '-q', a, b])).stdout).toBe('');
    expect(await json('diff', a, b)).toMatchObject({
      same: false,
      added: [{ key: 'dddd', title: 'Four', record: { memory: 'Four' } }],
      removed: [{ key: 'cccc', title: 'Three' }],
      changed: [
        {
          key: 'aaaa',
          fields: [
            { field: 'memory', before: 'One', after: 'Uno', in: 'both' },
            { field: 'metadata.extra', before: null, after: 1, in: 'b' },
          ],
        },
      ],
      edges: { added: [], removed: [edge] },
    });
  });

  it('compares formats that keep memories alike, and refuses others', async () => {
    const naive = cubeOf({ 'textual_memory.json': [memory('aaaa', 'One')] });
    expect(await openmem(['diff', naive, tree([memory('aaaa', 'One')])])).toMatchObject({ code: 0 });
    expect(await openmem(['diff', naive, MEM_CUBE_2])).toMatchObject({ code: 4, stdout: '' });
    expect(await openmem(['diff', naive, join(naive, 'none')])).toMatchObject({ code: 3, stdout: '' });
  });
});
