import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const FILE = 'aurora-home/textual_memory.json';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  viewport: { width: 1400, height: 900 },
});
const onDisk = (): Promise<string> => readFile(path.join(studio().folder, FILE), 'utf8');
const dirty = async (): Promise<boolean> =>
  ((await studio().tab('textual_memory.json').getAttribute('class')) ?? '').includes('dirty');
const text = (editor: FrameLocator) => editor.getByRole('textbox', { name: 'Text of the memory' });

async function show(title: string): Promise<FrameLocator> {
  const editor = await studio().webviewFrame();
  await editor.getByRole('row', { name: title }).first().click();
  return editor;
}

test('unsaved edits survive the window being reloaded', async () => {
  const before = await onDisk();
  await studio().openFile(FILE);
  const editor = await show('Journeys');
  await text(editor).fill('Not saved yet.');
  await text(editor).press('Control+Enter');
  await expect.poll(dirty).toBe(true);
  await studio().page.waitForTimeout(2500);
  await studio().page.reload();
  await studio().tab('textual_memory.json').waitFor();
  const again = await show('Journeys');
  await expect.poll(() => text(again).inputValue()).toBe('Not saved yet.');
  await expect.poll(dirty).toBe(true);
  expect(await onDisk()).toBe(before);
  await studio().screenshot('hot-exit');
});

test('they can be saved then', async () => {
  await show('Journeys');
  await studio().page.keyboard.press('Control+S');
  await expect.poll(onDisk).toContain('"memory": "Not saved yet."');
  await expect.poll(dirty).toBe(false);
});

test('giving them up restores what is on disk', async () => {
  const saved = await onDisk();
  const editor = await show('Journeys');
  await text(editor).fill('Given up.');
  await text(editor).press('Control+Enter');
  await expect.poll(dirty).toBe(true);
  await studio().runCommand('File: Revert File');
  await expect.poll(dirty).toBe(false);
  await expect.poll(() => text(editor).inputValue()).toBe('Not saved yet.');
  expect(await onDisk()).toBe(saved);
});
