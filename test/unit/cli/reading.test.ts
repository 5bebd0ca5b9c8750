import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AURORA,
  CUBES,
  MEM_CUBE_2,
  NOTES,
  ROOT,
  TREE,
  cubeOf,
  json,
  memory,
  openmem,
  useOpenmem,
} from './openmem';

useOpenmem();

const ALL = [AURORA, NOTES, MEM_CUBE_2, TREE].map((path) => [basename(path), path] as const);
const SEEDS = '2e5f7f22-e941-4594-9db6-43560d0712d1';

describe('openmem ls', () => {
  it('lists the cubes below a folder', async () => {
    const { code, stdout, stderr } = await openmem(['ls', CUBES], { cwd: ROOT });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'NAME                FORMAT        MEMORIES  KINDS                         PATH',
        'Ki-Seki/mem_cube_2  general_text         2  text, activation, parametric  test/fixtures/cubes/mem_cube_2',
        'mem_cube_tree       tree_text            4  text                          test/fixtures/cubes/mem_cube_tree',
        '2 cubes',
        '',
      ].join('\n'),
    );
  });

  it('as JSON', async () => {
    expect(await json('ls', join(ROOT, 'media/demo'))).toMatchObject({
      folder: join(ROOT, 'media/demo'),
      cubes: [
        { name: 'linmei/aurora-home', path: AURORA, format: 'tree_text', kinds: ['text'] },
        { name: 'linmei/reading-notes', path: NOTES, format: 'naive_text', kinds: ['text'] },
      ],
    });
  });

  it('gives only paths with --quiet', async () => {
    const { stdout } = await openmem(['ls', '-q', 'media'], { cwd: ROOT });
    expect(stdout).toBe('media/demo/aurora-home\nmedia/demo/reading-notes\n');
  });

  it('passes over folders that only look like cubes', async () => {
    const folder = cubeOf({ 'app/config.json': { port: 80 }, 'node_modules/x/textual_memory.json': [] });
    expect(await openmem(['ls', folder])).toMatchObject({
      code: 0,
      stdout: `No cubes in ${basename(folder)}.\n`,
    });
  });

  it('lists a cube that cannot be read with the reason, and exits with 1', async () => {
    const folder = cubeOf({ 'a/textual_memory.json': '[{"id": ', 'b/textual_memory.json': '[]' });
    const { code, stdout } = await openmem(['ls', folder]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a .*textual_memory.json:1:2/m);
    expect(stdout).toMatch(/^b /m);
  });
});

describe('openmem show', () => {
  it.each(ALL)('sums %s up', async (_, path) => {
    const { code, stdout, stderr } = await openmem(['show', path]);
    expect([code, stderr]).toEqual([0, '']);
    const document = JSON.parse(readFileSync(join(path, 'textual_memory.json'), 'utf8')) as {
      nodes?: unknown[];
      edges?: unknown[];
    };
    const nodes = document.nodes ?? (document as unknown as unknown[]);
    expect(stdout).toMatch(new RegExp(`^memories +${nodes.length}$`, 'm'));
    expect(await json('show', path)).toMatchObject({
      path,
      memories: nodes.length,
      edges: document.edges?.length ?? 0,
      configError: null,
    });
  });

  it.each(['', 'config.json', 'textual_memory.json'])(
    'takes a cube by its folder or file: %s',
    async (file) => {
      expect(await json('show', join(MEM_CUBE_2, file))).toMatchObject({
        name: 'Ki-Seki/mem_cube_2',
        format: 'general_text',
        memories: 2,
      });
    },
  );

  it('shows one memory with everything about it', async () => {
    const { code, stdout } = await openmem(['show', AURORA, '2e5f7f22']);
    expect(code).toBe(0);
    expect(stdout).toContain(`id          ${SEEDS}\n`);
    expect(stdout).toContain('\n下周问陈悦：西湖红莲能不能分三十粒在里昂的碗里试发芽。\n');
    expect(stdout).toContain(
      '\nSources (1)\n  1. chat · user · chat_time: 09:20 AM on 10 November, 2026 · lang: zh\n',
    );
    expect(stdout).toContain('\nHistory  no changes recorded\n');
  });

  it('shows it as JSON: text, metadata, decoded sources, relations, path, history', async () => {
    const cube = cubeOf({
      'textual_memory.json': {
        nodes: [
          memory('aaaa-1', 'Parent', { type: 'topic' }),
          memory('bbbb-2', 'Child', {
            confidence: 90,
            embedding: [1, 2, 3],
            sources: [JSON.stringify(JSON.stringify({ role: 'user', content: 'hi' }))],
          }),
        ],
        edges: [
          { source: 'aaaa-1', target: 'bbbb-2', type: 'PARENT' },
          { source: 'bbbb-2', target: 'gone', type: 'CAUSE' },
        ],
      },
    });
    expect(await json('show', cube, 'bbbb')).toMatchObject({
      cube: { path: cube, format: 'tree_text' },
      memory: {
        key: 'bbbb-2',
        text: 'Child',
        type: 'LongTermMemory',
        status: 'activated',
        confidence: 0.9,
        vector: { dimensions: 3 },
        line: 12,
      },
      metadata: { status: 'activated', memory_type: 'LongTermMemory', confidence: 90 },
      sources: [{ type: 'chat', role: 'user', content: 'hi' }],
      relations: {
        outgoing: [{ type: 'CAUSE', id: 'gone', title: null }],
        incoming: [{ type: 'PARENT', id: 'aaaa-1', title: 'Parent' }],
      },
      path: [{ key: 'aaaa-1', title: 'Parent' }],
      children: [],
      history: { entries: 0, last: null },
    });
    expect(await json('show', cube, 'bbbb')).not.toHaveProperty('metadata.embedding');
  });

  it('shows lists and objects of the metadata in one line, as Python writes them', async () => {
    const info = { page: 7, names: ['a', 'b'], none: [] };
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa-1', 'x', { info, tags: [] })] });
    const { stdout } = await openmem(['show', cube, 'aaaa']);
    expect(stdout).toMatch(/^ *info +\{"page": 7, "names": \["a", "b"\], "none": \[\]\}$/m);
  });

  it('gives only the text with --quiet', async () => {
    const { stdout } = await openmem(['show', '-q', NOTES, (await firstKey(NOTES)).slice(0, 8)]);
    const [first] = JSON.parse(readFileSync(join(NOTES, 'textual_memory.json'), 'utf8')) as {
      memory: string;
    }[];
    expect(stdout).toBe(`${first!.memory}\n`);
  });

  it('says which memories share a beginning, and which has it', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa-1', 'x'), memory('aaaa-2', 'y')] });
    expect(await openmem(['show', cube, 'aaaa'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('aaaa-1, aaaa-2') as string,
    });
    expect(await openmem(['show', cube, 'zzzz'])).toMatchObject({ code: 3, stdout: '' });
    expect(await openmem(['show', cube, 'aaa'])).toMatchObject({ code: 2, stdout: '' });
  });
});

async function firstKey(cube: string): Promise<string> {
  return (await openmem(['tree', '-q', cube])).stdout.split('\n')[0]!;
}

describe('openmem tree', () => {
  const cube = () =>
    cubeOf({
      'textual_memory.json': {
        nodes: [
          memory('11111111-a', '家', { key: '家' }),
          memory('22222222-b', 'Garden'),
          memory('33333333-c', 'Lotus', { status: 'archived', memory_type: 'UserMemory' }),
          memory('44444444-d', 'Iris'),
          memory('55555555-e', 'Work'),
        ],
        edges: [
          ['11111111-a', '22222222-b'],
          ['22222222-b', '33333333-c'],
          ['11111111-a', '44444444-d'],
        ].map(([source, target]) => ({ source, target, type: 'PARENT' })),
      },
    });
  const drawing = async (...options: string[]) =>
    (await openmem(['tree', cube(), ...options])).stdout.split('\n').slice(1, -1);

  it('draws the PARENT relations', async () => {
    expect(await drawing()).toEqual([
      '├── 家  11111111 LongTermMemory',
      '│   ├── Garden  22222222 LongTermMemory',
      '│   │   └── Lotus  33333333 UserMemory, archived',
      '│   └── Iris  44444444 LongTermMemory',
      '└── Work  55555555 LongTermMemory',
    ]);
  });

  it('in plain ASCII, to a depth', async () => {
    expect(await drawing('--ascii', '--depth', '2')).toEqual([
      '|-- 家  11111111 LongTermMemory',
      '|   |-- Garden  22222222 LongTermMemory  (+1 below)',
      '|   `-- Iris  44444444 LongTermMemory',
      '`-- Work  55555555 LongTermMemory',
    ]);
  });

  it('with a filter shows the matches and the way to them', async () => {
    const way = [
      '└── 家  11111111 LongTermMemory',
      '    └── Garden  22222222 LongTermMemory',
      '        └── Lotus  33333333 UserMemory, archived',
      '1 memory matches',
    ];
    expect(await drawing('--status', 'archived')).toEqual(way);
    expect(await drawing('--type', 'UserMemory')).toEqual(way);
    expect((await openmem(['tree', '-q', cube(), '--status', 'archived'])).stdout).toBe('33333333-c\n');
    expect((await drawing('--status', 'archived', '--depth', '1')).at(-1)).toBe('1 memory matches');
    expect(await drawing('--status', 'deleted')).toEqual(['0 memories match']);
    expect(await openmem(['tree', cube(), '--type', 'Typo'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('as JSON, a list in the order of the drawing', async () => {
    expect(await json('tree', cube(), '--depth', '1')).toMatchObject({
      memories: 5,
      matches: 5,
      shown: 2,
      tree: [
        { key: '11111111-a', parent: null, depth: 0, title: '家', matches: true, hidden: 2 },
        { key: '55555555-e', parent: null, depth: 0, hidden: 0 },
      ],
    });
  });

  it.each(ALL)('shows every memory of %s once', async (_, path) => {
    const { memories, tree } = (await json('tree', path)) as { memories: number; tree: { key: string }[] };
    expect(new Set(tree.map(({ key }) => key)).size).toBe(memories);
    expect((await openmem(['tree', path, '--ascii'])).stdout.trimEnd().split('\n')).toHaveLength(
      memories + 1,
    );
  });
});

describe('openmem validate', () => {
  it('exits with 0 where there is no error', async () => {
    const { code, stdout } = await openmem(['validate', MEM_CUBE_2], { cwd: ROOT });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^test\/fixtures\/cubes\/mem_cube_2\/config\.json:\d+:\d+: info: /);
    expect(stdout).toMatch(/\d remarks? in 2 files\.\n$/);
  });

  it('names file, line, column, severity and rule, and exits with 1', async () => {
    const cube = cubeOf({
      'textual_memory.json': {
        nodes: [
          memory('7b1b4ed1-0f3e-4f5a-8a27-6f7b7a3f1a01', 'x'),
          memory('7b1b4ed1-0f3e-4f5a-8a27-6f7b7a3f1a01', 'y'),
        ],
        edges: [],
      },
    });
    const { code, stdout } = await openmem(['validate', cube]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/textual_memory\.json:12:\d+: error: .*\[text\/[a-z-]+\]/);
    const report = (await json('validate', cube)) as {
      errors: number;
      problems: { file: string; line: number }[];
    };
    expect(report.errors).toBeGreaterThan(0);
    expect(report.problems).toContainEqual(
      expect.objectContaining({ file: join(cube, 'textual_memory.json'), line: 12, severity: 'error' }),
    );
    expect((await openmem(['validate', '-q', cube])).stdout).toBe('');
  });

  it('counts a file that cannot be read as a problem at its place', async () => {
    const cube = cubeOf({ 'textual_memory.json': '[\n  {"id": "a"\n' });
    expect(await openmem(['validate', cube])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/textual_memory\.json:\d+:\d+: error: .*\[file\/bad-json\]/) as string,
    });
  });
});

describe('what is read', () => {
  it('stays as it is: no sidecar, no temporary file', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa', 'x')] });
    for (const command of ['show', 'tree', 'validate', 'history']) await openmem([command, cube]);
    expect((await openmem(['ls', '-q', cube])).stdout).toBe(`${basename(cube)}\n`);
    expect(readdirSync(cube)).toEqual(['textual_memory.json']);
  });
});
