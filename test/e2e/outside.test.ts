import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const FILE = 'aurora-home/textual_memory.json';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  viewport: { width: 1500, height: 900 },
});

const file = (): string => path.join(studio().folder, FILE);
const onDisk = (): Promise<string> => readFile(file(), 'utf8');
const row = (editor: FrameLocator, title: string) => editor.getByRole('row', { name: title }).first();
const notification = (text: RegExp) =>
  studio().page.locator('.notification-toast', { hasText: text }).first();

async function editText(editor: FrameLocator, title: string, text: string): Promise<void> {
  await row(editor, title).click();
  const box = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(() => box.inputValue()).not.toBe('');
  await box.fill(text);
  await box.press('Control+Enter');
  await expect.poll(() => studio().tab('textual_memory.json').getAttribute('class')).toContain('dirty');
}

/** Somebody else writes the file: one value replaced by another. */
async function somebodyWrites(from: string, to: string): Promise<void> {
  const text = await onDisk();
  expect(text).toContain(from);
  await writeFile(file(), text.replace(from, to));
}

let editor: FrameLocator;

test('edits of two sides to different fields are merged on save', async () => {
  await studio().openFile(FILE);
  editor = await studio().webviewFrame();
  await editText(editor, 'Journeys', 'Edited here.');
  await somebodyWrites('"key": "Journeys"', '"key": "Journeys of theirs"');
  await notification(/changed on disk while you have unsaved edits/).waitFor();
  await studio().screenshot('changed-outside');
  await studio().page.keyboard.press('Control+S');
  await expect.poll(onDisk).toContain('"memory": "Edited here."');
  expect(await onDisk()).toContain('"key": "Journeys of theirs"');
  await row(editor, 'Journeys of theirs').waitFor();
});

test('edits of two sides to the same field are shown in a diff editor, and the person decides', async () => {
  await editText(editor, 'Journeys of theirs', 'Mine.');
  await somebodyWrites('"memory": "Edited here."', '"memory": "Theirs."');
  await studio().page.waitForTimeout(1500);
  await row(editor, 'Journeys of theirs').click();
  await studio().page.keyboard.press('Control+S');
  await studio().page.locator('.monaco-diff-editor').waitFor();
  const question = notification(/was also changed on disk/);
  await question.waitFor();
  await studio().page.waitForTimeout(800);
  await studio().screenshot('conflict');
  expect(await onDisk()).toContain('"memory": "Theirs."');
  await question.getByRole('button', { name: 'Keep Mine' }).click();
  await expect.poll(onDisk).toContain('"memory": "Mine."');
});

test('what somebody else did is in the history too', async () => {
  await studio().tab('textual_memory.json').click();
  editor = await studio().webviewFrame();
  await row(editor, 'Journeys of theirs').click();
  const history = editor.getByRole('region', { name: 'History' });
  await history.getByText('another program').first().waitFor();
});
