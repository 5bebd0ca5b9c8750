/** `openmem lora train` and `eval`, as the package has them: with the scripts and the worker beside the program. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Worker from '../run/lib/llamaWorker.js';
import { bundleCli } from '../unit/cli/openmem';
import { paths, python } from './makeAdapter';

const { buildLlamaWorker } = createRequire(import.meta.url)('../run/lib/llamaWorker.js') as typeof Worker;

let folder: string;
let cube: string;
beforeAll(async () => {
  mkdirSync(paths.cache, { recursive: true });
  // In the project, so that the worker finds the runtime of llama.cpp.
  folder = mkdtempSync(path.join(paths.cache, 'openmem-train-'));
  await bundleCli(path.join(folder, 'dist', 'cli.js'));
  mkdirSync(path.join(folder, 'dist', 'workers'));
  cpSync(await buildLlamaWorker(), path.join(folder, 'dist', 'workers', 'llama.js'));
  symlinkSync(path.join(paths.root, 'media'), path.join(folder, 'media'));
  cube = path.join(folder, 'cube');
  cpSync(path.join(paths.root, 'media/demo/aurora-home'), cube, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function openmem(args: readonly string[], training = paths.training) {
  const env = {
    ...process.env,
    OPENMEM_DATA: path.join(folder, 'data'),
    OPENMEM_TRAINING: training,
    FORCE_COLOR: undefined,
  };
  const child = spawn(process.execPath, [path.join(folder, 'dist', 'cli.js'), 'lora', ...args], {
    ...{ env, stdio: ['ignore', 'pipe', 'pipe'] as const },
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  return { stdout, stderr, code };
}

describe('openmem lora train', () => {
  test('says what the environment costs, and makes none unasked', async () => {
    const none = path.join(folder, 'none');
    const args = ['train', cube, '--memory', '2e5f7f22', '--model', paths.chatModel];
    const { code, stderr } = await openmem(args, none);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/[\d.]+ GB to download, [\d.]+ GB on the disk/),
    ]);
    expect(stderr).toContain('--yes');
  });

  test.each([
    [['train', 'CUBE'], 2, /--model/],
    [['train', 'CUBE', '--model', 'x.gguf'], 2, /No memory was chosen/],
    [['train', 'CUBE', '--model', 'x.gguf', '--memory', 'ffffffff'], 3, /No memory has an id/],
    [['eval', 'CUBE', 'ffffffff', '--model', 'x.gguf'], 3, /No adapter has an id/],
  ])('%j', async (args, expected, said) => {
    const { code, stderr } = await openmem(args.map((arg) => (arg === 'CUBE' ? cube : arg)));
    expect([code, stderr]).toEqual([expected, expect.stringMatching(said)]);
  });

  test('lists no training where none is unfinished', async () => {
    const { code, stdout } = await openmem(['train', cube, '--list']);
    expect([code, stdout]).toEqual([0, 'No training is unfinished.\n']);
  });

  test.skipIf(python === '')('knows no training of another id', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const { code } = await openmem(['train', cube, '--model', paths.chatModel, '--resume', id]);
    expect(code).toBe(3);
  });

  test.skipIf(python === '')('trains, tells how far it is, proposes, and asks again', async () => {
    const args = [
      '--memory',
      '2e5f7f22',
      '--model',
      paths.chatModel,
      '--epochs',
      '2',
      '--threads',
      '1',
      '--json',
    ];
    const { code, stdout, stderr } = await openmem(['train', cube, ...args]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/training, step \d+ of \d+/)]);
    const { adapter, report } = JSON.parse(stdout) as {
      adapter: { id: string; approval: string };
      report: { training: { steps: number }; evaluation: { heldOut: unknown[] } };
    };
    expect(adapter.approval).toBe('proposed');
    expect(report.training.steps).toBeGreaterThan(0);
    const again = await openmem(['eval', cube, adapter.id.slice(0, 8), '--model', paths.chatModel]);
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/perplexity of unrelated text/)]);
    expect((await openmem(['ls', cube])).stdout).toContain('proposed');
  });
});
