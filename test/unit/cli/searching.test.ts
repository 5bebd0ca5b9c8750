import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TINY } from '../evaluation/tiny';
import { AURORA, cliFile, copyOf, cubeOf, folder, json, memory, openmem, run, useOpenmem } from './openmem';

useOpenmem();

interface Found {
  readonly hits: readonly {
    readonly key: string;
    readonly score: number;
    readonly parts: readonly object[];
  }[];
  readonly note?: string;
}

const cube = (): string =>
  cubeOf({
    'textual_memory.json': {
      nodes: [
        memory('00000000-0000-4000-8000-000000000001', 'Roses are planted in May'),
        memory('00000000-0000-4000-8000-000000000002', 'The soup was salty', { tags: ['food'] }),
        memory('00000000-0000-4000-8000-000000000003', 'An old rose', { status: 'archived' }),
      ],
      edges: [],
      total_nodes: 3,
      total_edges: 0,
    },
  });
const ROSE = '00000000-0000-4000-8000-000000000001';
const OLD = '00000000-0000-4000-8000-000000000003';

describe('openmem search', () => {
  it('finds memories and says by what', async () => {
    const { code, stdout } = await openmem(['search', cube(), 'planting roses']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/SCORE\s+PARTS\s+ID\s+TYPE\s+TEXT/);
    expect(stdout).toContain('Roses are planted in May');
    expect(stdout).toMatch(/1 hit of \d+ candidates? by words/);
  });

  it('explains all parts and gates', async () => {
    const { stdout } = await openmem(['search', cube(), 'roses', '--explain']);
    for (const text of ['RAW', 'lexicalContext', 'passed status', 'found by lexical #1', 'lexical ']) {
      expect(stdout).toContain(text);
    }
  });

  it('as JSON, and as ids alone', async () => {
    const found = (await json('search', cube(), 'roses', '-k', '5')) as Found;
    expect(found.hits.map(({ key }) => key)).toEqual([ROSE]);
    expect(found.note).toContain('no embedder');
    expect((await openmem(['search', cube(), 'roses', '-q'])).stdout).toBe(`${ROSE}\n`);
  });

  it('narrows by status, tag, type and filter', async () => {
    const keys = async (...args: string[]): Promise<string[]> =>
      ((await json('search', cube(), 'rose soup', ...args)) as Found).hits.map(({ key }) => key);
    expect(await keys('--status', 'archived')).toEqual([OLD]);
    expect(await keys('--tag', 'food')).toEqual(['00000000-0000-4000-8000-000000000002']);
    expect(await keys('--type', 'UserMemory')).toEqual([]);
    expect(await keys('--filter', '{"memory": {"like": "Roses"}}')).toEqual([ROSE]);
    expect(await keys('--threshold', '1000')).toEqual([]);
  });

  it('tells why not, with the smallest change', async () => {
    const { stdout } = await openmem(['search', cube(), 'rose', '--why-not', OLD]);
    expect(stdout).toContain('fell at status');
    expect(stdout).toContain('Smallest change: Search memories with the status “archived” too.');
  });

  it('writes nothing without an embedder', async () => {
    const path = copyOf(AURORA);
    const before = readdirSync(path, { recursive: true }).sort();
    await openmem(['search', path, '杭州']);
    expect(readdirSync(path, { recursive: true }).sort()).toEqual(before);
  });

  it.each([
    [['--filter', '{"a": {"near": 1}}'], 2, 'There is no comparison "near"'],
    [['--filter', 'nonsense'], 2, 'The filter is no JSON.'],
    [['--top-k', '0'], 2, 'whole number'],
    [['--threshold', 'high'], 2, 'A number is expected'],
    [['--embedder', 'no.gguf'], 3, 'no such model file'],
  ])('%j fails with %i', async (args, exit, message) => {
    const { code, stderr } = await openmem(['search', cube(), 'x', ...args]);
    expect([code, stderr]).toEqual([exit, expect.stringContaining(message)]);
  });

  it('a cube that is not there', async () => {
    expect((await openmem(['search', '/nowhere', 'x'])).code).toBe(3);
    expect((await openmem(['search', '/nowhere.sqlite', 'x'])).code).toBe(3);
  });
});

describe('openmem eval locomo', () => {
  it('measures recall of evidence by category', async () => {
    const file = join(folder(), 'tiny.json');
    writeFileSync(file, JSON.stringify(TINY));
    const report = await json('eval', 'locomo', file, '--retrieval', '--embedder', 'none');
    expect(report).toMatchObject({
      questions: 3,
      turns: 6,
      embedder: null,
      'recall@10': 1,
      'any@5': 1,
      'all@20': 1,
      budget: { modelBytes: 0, modelBytesLimit: 100_000_000, languageModel: false },
      categories: { 1: { name: 'multi-hop', questions: 1 }, 2: { questions: 1 }, 4: { questions: 1 } },
    });
    const { stdout } = await openmem(['eval', 'locomo', file, '--retrieval', '--embedder', 'none']);
    expect(stdout).toMatch(/QUESTIONS\s+N\s+R@5/);
  });

  it('refuses what is no LoCoMo file, and conversations that are not there', async () => {
    const path = cubeOf({ 'x.json': { a: 1 }, 'tiny.json': TINY });
    expect((await openmem(['eval', 'locomo', join(path, 'x.json'), '--retrieval'])).code).toBe(4);
    const args = ['eval', 'locomo', join(path, 'tiny.json'), '--retrieval', '--conversations', '7'];
    expect((await openmem(args)).code).toBe(2);
    expect((await openmem(['eval', 'locomo', join(path, 'tiny.json')])).code).toBe(2);
  });
});

/** A Node without SQLite, where this machine has one. */
const OLD_NODE = '/usr/bin/node';
const old = existsSync(OLD_NODE)
  ? await run(OLD_NODE, ['-p', 'process.versions.node'], { cwd: '/' })
  : undefined;

describe.skipIf(!old?.stdout.startsWith('20.'))('a Node without SQLite', () => {
  it('hands over to the Node beside the program, with its exit code and output', async () => {
    const place = folder();
    copyFileSync(cliFile(), join(place, 'cli.js'));
    mkdirSync(join(place, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(place, 'node_modules/node/bin/node'));
    const found = await run(OLD_NODE, [join(place, 'cli.js'), 'search', cube(), 'roses', '-q'], {});
    expect(found).toMatchObject({ code: 0, stdout: `${ROSE}\n` });
    const wrong = await run(OLD_NODE, [join(place, 'cli.js'), 'search', '/nowhere', 'x'], {});
    expect(wrong.code).toBe(3);
  });

  it('says what to do where there is none', async () => {
    const { code, stderr } = await run(OLD_NODE, [cliFile(), 'search', cube(), 'roses'], {});
    expect(code).toBe(4);
    expect(stderr).toContain('npm install node@24');
  });
});
