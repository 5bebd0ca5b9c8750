import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

const bench = (...args: string[]) =>
  run(process.execPath, [join(ROOT, 'bench/run.ts'), ...args], { cwd: ROOT });

describe('npm run bench', () => {
  it('measures the engine on a small cube and writes a report without names of this machine', async () => {
    const out = join(folder, 'report.md');
    await bench('--only', 'engine', '--memories', '1000', '--repetitions', '1', '--out', out);
    const report = await readFile(out, 'utf8');
    for (const title of ['Budgets', 'Opening and looking', 'Changing and saving', 'Memory']) {
      expect(report).toContain(`## ${title}\n`);
    }
    expect(report).toMatch(/^\| open to a usable tree, warm \| .+ × `JSON\.parse` \|$/m);
    expect(report).toMatch(/^\| save after 1 edit \| .+ × plain write \|$/m);
    expect(report).toMatch(/^\| history of the memory with 1,000 changes \| [\d.]+ \|$/m);
    expect(report).toContain('| not measured |');
    expect(report).not.toContain(ROOT);
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([
    ['--memories', 'many'],
    ['--repetitions', '0'],
    ['--only', 'everything'],
    ['--faster', 'please'],
  ])('ends with 2 and says what is wrong with %s %s', async (name, value) => {
    await expect(bench(name, value)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(name) as string,
    });
  });
});
