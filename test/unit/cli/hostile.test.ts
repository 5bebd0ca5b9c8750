import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cubeOf, folder, json, memory, openmem, useOpenmem } from './openmem';

useOpenmem();

const READERS = ['show', 'tree', 'history'] as const;

/** A configuration that names a text memory. */
const config = (name: string) => ({
  model_schema: 'memos.configs.mem_cube.GeneralMemCubeConfig',
  text_mem: { backend: 'naive_text', config: { memory_filename: name } },
});

describe('a cube that names files outside of itself', () => {
  const outside = () => {
    const top = folder();
    writeFileSync(join(top, 'secret.json'), JSON.stringify([memory('aaaa', 'SECRET')]));
    mkdirSync(join(top, 'cube'));
    return { top, cube: join(top, 'cube') };
  };

  it.each(['../secret.json', '/etc/passwd', '..\\secret.json', 'C:\\secret.json'])(
    'is refused without a look at %s: 4',
    async (name) => {
      const { cube } = outside();
      writeFileSync(join(cube, 'config.json'), JSON.stringify(config(name)));
      for (const command of [...READERS, 'validate']) {
        const { code, stdout, stderr } = await openmem([command, cube]);
        expect([command, code, stdout]).toEqual([command, 4, '']);
        expect(stderr).toContain('config.json');
      }
      expect(await openmem(['save', cube, '--out', join(folder(), 'x')])).toMatchObject({
        code: 4,
        stdout: '',
      });
    },
  );

  it('by a link is refused as well', async () => {
    const { top, cube } = outside();
    symlinkSync(join(top, 'secret.json'), join(cube, 'textual_memory.json'));
    const { code, stdout, stderr } = await openmem(['show', cube]);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/link/);
    const list = await openmem(['ls', cube]);
    expect(list.code).toBe(1);
    expect(list.stdout).not.toContain('SECRET');
  });

  it('cannot have the journal written elsewhere', async () => {
    const { top } = outside();
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa', 'x')] });
    symlinkSync(top, join(cube, '.memcube'));
    const { code, stderr } = await openmem(['edit', cube, 'aaaa', '--set', 'memory=y']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/\.memcube.*link/);
  });
});

describe('a text memory that is broken', () => {
  it.each([
    ['cut in the middle', '[\n    {"id": "a",\n     "memory": "te', /textual_memory\.json:3/],
    ['not JSON', 'import os', /textual_memory|not a|no text memory/],
    ['followed by something', '[]\n[]', /textual_memory\.json:2/],
    ['of another shape', '{"a": 1}', /text memory of MemOS/],
    [
      '10,000 levels deep',
      `[{"id":"a","memory":"m","metadata":{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}}]`,
      /deep|levels|nested/i,
    ],
    ['no UTF-8', Buffer.from('[{"id": "\u00ff"}]', 'latin1'), /UTF-8/],
  ])('%s: 4, with file and line', async (_, content, message) => {
    const cube = cubeOf({ 'textual_memory.json': content });
    for (const command of READERS) {
      const { code, stdout, stderr } = await openmem([command, cube]);
      expect([command, code, stdout]).toEqual([command, 4, '']);
      expect(stderr).toMatch(message);
    }
  });

  it('gives the place as JSON', async () => {
    const cube = cubeOf({ 'textual_memory.json': '[\n  {"id": "a",}\n]' });
    const { code, stderr } = await openmem(['--json', 'show', cube]);
    expect(code).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'bad-json', place: { file: 'textual_memory.json', line: 2 }, exit: 4 },
    });
  });
});

describe('what is no cube', () => {
  it.each([
    ['an empty folder', () => cubeOf({})],
    ['nothing', () => join(folder(), 'none')],
    ['another file', () => join(cubeOf({ 'a.txt': 'text' }), 'a.txt')],
  ])('%s: 3', async (_, path) => {
    for (const command of ['show', 'tree', 'validate', 'history']) {
      expect(await openmem([command, path()])).toMatchObject({ code: 3, stdout: '' });
    }
  });

  it('a folder for ls that is not there: 3', async () => {
    expect(await openmem(['ls', join(folder(), 'none')])).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('content that means harm', () => {
  const ESCAPES = '\u001b]0;owned\u0007\u001b[2J\u001b[31m<script>alert(1)</script>\u009b1m\u202egnp.exe';

  it('cannot reach the terminal through any field', async () => {
    const cube = cubeOf({
      'textual_memory.json': {
        nodes: [
          memory('aaaa', ESCAPES, {
            key: ESCAPES,
            memory_type: ESCAPES,
            status: ESCAPES,
            tags: [ESCAPES],
            background: ESCAPES,
            [ESCAPES]: ESCAPES,
            sources: [{ type: ESCAPES, content: ESCAPES, [ESCAPES]: ESCAPES }],
          }),
          memory(`bbbb${ESCAPES}`, 'x'),
        ],
        edges: [{ source: 'aaaa', target: `bbbb${ESCAPES}`, type: ESCAPES }],
      },
    });
    const other = cubeOf({ 'textual_memory.json': { nodes: [], edges: [] } });
    const commands = [
      ['show', cube],
      ['show', cube, 'aaaa'],
      ['show', '-q', cube, 'aaaa'],
      ['tree', cube],
      ['tree', '-q', cube],
      ['validate', cube],
      ['diff', cube, other],
      ['edit', cube, 'aaaa', '--set', 'tags=x', '--reason', ESCAPES],
      ['history', cube],
      ['show', cube, 'bbbbb'],
    ];
    for (const command of commands) {
      for (const form of [[], ['--json']]) {
        const { stdout, stderr } = await openmem([...command, ...form]);
        expect([command, stdout + stderr]).toEqual([
          command,
          expect.not.stringMatching(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/),
        ]);
      }
    }
  });

  it('shows HTML as the text that it is', async () => {
    const html = '<img src=x onerror=alert(1)>&amp;';
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa', html)] });
    expect((await openmem(['show', '-q', cube, 'aaaa'])).stdout).toBe(`${html}\n`);
    expect(await json('show', cube, 'aaaa')).toMatchObject({ memory: { text: html } });
  });

  it('treats __proto__ and constructor as names', async () => {
    const record =
      '{"id": "aaaa", "memory": "x", "metadata": {"__proto__": {"polluted": 1}, "constructor": {"prototype": 2}}}';
    const cube = cubeOf({ 'textual_memory.json': `[${record}]` });
    const { stdout } = await openmem(['show', cube, 'aaaa', '--json']);
    expect(stdout).toMatch(/"__proto__": \{\s+"polluted": 1/);
    expect(stdout).toMatch(/"constructor": \{\s+"prototype": 2/);
    expect((await openmem(['show', cube, 'aaaa'])).stdout).toContain('{"polluted": 1}');
  });

  it('lists memories with the same id apart', async () => {
    const cube = cubeOf({
      'textual_memory.json': [memory('aaaa', 'One'), memory('aaaa', 'Two'), { memory: 'Three' }],
    });
    expect((await openmem(['tree', '-q', cube])).stdout).toBe('aaaa\naaaa#2\n#3\n');
    expect((await openmem(['show', '-q', cube, 'aaaa#2'])).stdout).toBe('Two\n');
    expect((await openmem(['show', '-q', cube, '#3'])).stdout).toBe('Three\n');
    expect((await openmem(['edit', cube, 'aaaa#2', '--set', 'memory=Zwei'])).code).toBe(0);
    expect((await openmem(['show', '-q', cube, 'aaaa'])).stdout).toBe('One\n');
  });

  it('survives PARENT cycles and a chain of 10,000', async () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => `id-${String(at).padStart(5, '0')}`);
    const edges = ids.slice(1).map((target, at) => ({ source: ids[at], target, type: 'PARENT' }));
    const nodes = ids.map((id) => memory(id, id));
    const chain = cubeOf({ 'textual_memory.json': { nodes, edges } });
    const { code, stdout } = await openmem(['tree', chain]);
    expect(code).toBe(0);
    expect(stdout.length).toBeLessThan(4_000_000);
    expect(await json('tree', chain)).toMatchObject({ shown: 10_000 });
    const cycle = cubeOf({
      'textual_memory.json': {
        nodes,
        edges: [...edges, { source: ids.at(-1), target: ids[0], type: 'PARENT' }],
      },
    });
    expect((await openmem(['tree', '-q', cycle])).stdout.split('\n')).toHaveLength(10_001);
    expect((await openmem(['show', cycle, ids[0]!])).code).toBe(0);
  });

  it('shows a memory of a megabyte', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa', '长'.repeat(400_000))] });
    expect((await openmem(['show', '-q', cube, 'aaaa'])).stdout).toHaveLength(400_001);
    expect((await openmem(['edit', cube, 'aaaa', '--set', 'tags=x'])).code).toBe(0);
  });

  it('writes numbers that JSON lacks as text', async () => {
    const cube = cubeOf({
      'textual_memory.json': '[{"id": "aaaa", "memory": "x", "metadata": {"a": NaN, "b": -Infinity}}]',
    });
    expect(await json('show', cube, 'aaaa')).toMatchObject({ metadata: { a: 'NaN', b: '-Infinity' } });
  });
});
