import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const run = promisify(execFile);
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 1000 },
});
const memory = (): Promise<string> =>
  readFile(path.join(studio().folder, 'aurora-home/textual_memory.json'), 'utf8');
let before: string;
let topics: FrameLocator;

test('what putting a MemCube in order by topics would do is shown first', async () => {
  const folder = studio().folder;
  const talk = path.join(paths.root, 'test/fixtures/review/talk.json');
  const cli = path.join(paths.root, 'dist/cli.js');
  await run(process.execPath, [cli, 'ingest', path.join(folder, 'aurora-home'), talk, '--turns', '--yes']);
  before = await memory();
  await studio().runAndPick('MemCube: Organise by Topics…', 'linmei/aurora-home');
  topics = await studio().webviewFrame();
  await topics.getByRole('tree').waitFor();
  expect(await topics.getByRole('treeitem').count()).toBeGreaterThan(2);
  expect(await memory()).toBe(before);
  await studio().page.waitForTimeout(400);
  await studio().screenshot('topics-dark');
});

test('it is done as one change, and taken back byte for byte', async () => {
  await topics.getByRole('button', { name: 'Put in Order' }).click();
  await expect.poll(memory).not.toBe(before);
  await topics.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(memory).toBe(before);
  await topics.getByRole('button', { name: 'Cancel' }).click();
  await topics.getByRole('tree').waitFor({ state: 'detached' });
});

test('nothing went wrong on the way', () => {
  expect(studio().consoleErrors).toEqual([]);
});
