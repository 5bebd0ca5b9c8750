import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/cli/exitCodes';
import { VERSION } from '../../../src/cli/version';
import {
  AURORA,
  ROOT,
  bundleCli,
  cliFile,
  cubeOf,
  folder,
  json,
  memory,
  openmem,
  run,
  useOpenmem,
} from './openmem';

useOpenmem();

const COMMANDS = ['ls', 'show', 'tree', 'validate', 'edit', 'save', 'diff', 'history', 'ingest', 'inspect'];

describe('openmem', () => {
  it('tells the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(VERSION).toBe(version);
    expect(await openmem(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('helps', async () => {
    const { code, stdout } = await openmem(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('Exit codes:');
    expect((await openmem(['edit', '--help'])).stdout).toContain('--set <field=value>');
  });

  it.each([
    [[], /Usage: openmem/],
    [['nothing'], /unknown command/],
    [['show'], /missing required argument/],
    [['tree', '.', '--depth', '0'], /whole number from 1/],
    [['tree', '.', '--colour'], /unknown option/],
    [['ls', 'a', 'b'], /too many arguments/],
  ])('%j is wrong usage: 2', async (args, message) => {
    const { code, stdout, stderr } = await openmem(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('says so as JSON with --json', async () => {
    const { code, stdout, stderr } = await openmem(['--json', 'show']);
    expect([code, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'bad-argument', exit: 2 } });
  });

  it('takes options before and after the command', async () => {
    const after = await openmem(['show', AURORA, '--json']);
    expect(await openmem(['--json', 'show', AURORA])).toEqual(after);
    JSON.parse(after.stdout);
  });

  it('colours only where it should', async () => {
    expect((await openmem(['show', AURORA])).stdout).not.toContain('\u001b');
    const forced = { env: { FORCE_COLOR: '1' } };
    expect((await openmem(['show', AURORA], forced)).stdout).toContain('\u001b[1m');
    expect((await openmem(['show', AURORA, '--no-color'], forced)).stdout).not.toContain('\u001b');
    const both = { env: { FORCE_COLOR: '1', NO_COLOR: '1' } };
    expect((await openmem(['show', AURORA], both)).stdout).not.toContain('\u001b');
  });

  it('ends without a word when its reader stops early', async () => {
    const nodes = Array.from({ length: 3000 }, (_, at) => memory(`id-${at}`, `Memory ${at}`));
    const cube = cubeOf({ 'textual_memory.json': nodes });
    const script = '"$0" "$@" | head -n 1; echo "${PIPESTATUS[0]}"';
    const args = ['tree', cube, '--json'];
    const { stdout, stderr } = await run('bash', ['-c', script, process.execPath, cliFile(), ...args]);
    expect([stdout, stderr]).toEqual(['{\n0\n', '']);
  });
});

describe('docs/cli.md', () => {
  const docs = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');

  it('has a chapter for each command, and a line for each exit code', () => {
    for (const command of COMMANDS) expect(docs).toMatch(new RegExp(`^## \`openmem ${command} `, 'm'));
    for (const code of Object.values(EXIT)) expect(docs).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
  });

  it('names the members of the JSON documents as they are', async () => {
    for (const [command, ...args] of [
      ['ls', AURORA],
      ['show', AURORA],
      ['tree', AURORA],
      ['validate', AURORA],
      ['diff', AURORA, AURORA],
      ['history', AURORA],
    ]) {
      const chapter = docs.split(`## \`openmem ${command!} `)[1]!.split('\n## ')[0]!;
      const document = (await json(command!, ...args)) as Record<string, unknown>;
      const [first] = /JSON: `\{[\s\S]*?\}`/.exec(chapter) ?? [''];
      for (const member of Object.keys(document))
        expect(first, command).toMatch(new RegExp(`\\b${member}\\b`));
    }
  });
});

describe('the bundle', () => {
  it('loads a command only when it runs', async () => {
    const { metafile } = await bundleCli(join(folder(), 'cli.js'));
    const eager = new Set<string>();
    const waiting = ['src/cli/main.ts'];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (eager.has(file)) continue;
      eager.add(file);
      for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
        if (external !== true && kind === 'import-statement') waiting.push(path);
      }
    }
    // Groups of commands have programs of their own, which load no more than the one they belong to.
    const isGroup = (file: string): boolean => /^src\/cli\/[a-z]+Program\.ts$/.test(file);
    const ours = [...eager].filter((file) => file.startsWith('src/') && !isGroup(file)).sort();
    expect(ours).toEqual([
      'src/cli/exitCodes.ts',
      'src/cli/main.ts',
      'src/cli/program.ts',
      'src/cli/version.ts',
      'src/engine/base/errors.ts',
    ]);
  });

  it('needs nothing that Node 20 lacks', async () => {
    const { metafile } = await bundleCli(join(folder(), 'cli.js'));
    const [output] = Object.values(metafile.outputs);
    const needed = new Set(output!.imports.map(({ path }) => path.replace(/^node:/, '')));
    expect([...needed].filter((name) => !builtinModules.includes(name))).toEqual([]);
    expect([...needed]).not.toContain('sqlite');
  });
});
