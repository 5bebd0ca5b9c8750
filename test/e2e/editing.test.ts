import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const FILE = 'aurora-home/textual_memory.json';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1600, height: 950 },
});

const onDisk = (): Promise<string> => readFile(path.join(studio().folder, FILE), 'utf8');
const row = (editor: FrameLocator, title: string) => editor.getByRole('row', { name: title }).first();

/** Lines of `after` that are not in the same place in `before`, where both have as many lines. */
function changedLines(before: string, after: string): string[] {
  const old = before.split('\n');
  const lines = after.split('\n');
  expect(lines.length).toBe(old.length);
  return lines.filter((line, at) => line !== old[at]);
}

let original = '';
let editor: FrameLocator;

test('a text memory opens in the MemCube editor, with outline, graph and inspector', async () => {
  original = await onDisk();
  await studio().openFile(FILE);
  editor = await studio().webviewFrame();
  await row(editor, 'Family and friends').waitFor();
  await editor.locator('.react-flow__node').first().waitFor();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('editor-dark');
});

test('a topic unfolds and its memories are shown in the inspector', async () => {
  await row(editor, 'Family and friends').click();
  await studio().page.keyboard.press('ArrowRight');
  await expect.poll(async () => editor.getByRole('row').count()).toBeGreaterThan(15);
  await studio().page.keyboard.press('ArrowDown');
  await editor.getByRole('textbox', { name: 'Text of the memory' }).waitFor();
  await studio().screenshot('editor-expanded');
});

test('typing finds memories by words of their text, and the graph marks them', async () => {
  const search = editor.getByPlaceholder('Find in text, title, tags, sources');
  await search.fill('tomato');
  await row(editor, 'Plants tomatoes after the Ice Saints').click();
  await expect.poll(async () => editor.getByRole('row').count()).toBeLessThan(15);
  await editor.getByRole('textbox', { name: 'Text of the memory' }).waitFor();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('search');
  await search.fill('');
  await row(editor, 'Journeys').waitFor();
  await row(editor, 'Roof terrace garden').click();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('hero');
});

test('editing the text makes the editor dirty; undo takes it back, redo brings it again', async () => {
  await row(editor, 'Journeys').click();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await text.fill('Where Lin Mei has been, and where she wants to go next.');
  await text.press('Control+Enter');
  const tab = studio().tab('textual_memory.json');
  await expect.poll(() => tab.getAttribute('class')).toContain('dirty');
  expect(await onDisk()).toBe(original);
  await row(editor, 'Journeys').click();
  await studio().page.keyboard.press('Control+Z');
  await expect.poll(() => tab.getAttribute('class')).not.toContain('dirty');
  await expect.poll(() => text.inputValue()).not.toContain('wants to go next');
  await studio().page.keyboard.press('Control+Shift+Z');
  await expect.poll(() => text.inputValue()).toContain('wants to go next');
});

test('saving changes only the line of what was edited', async () => {
  await studio().page.keyboard.press('Control+S');
  await expect.poll(onDisk).not.toBe(original);
  expect(changedLines(original, await onDisk())).toEqual([
    '            "memory": "Where Lin Mei has been, and where she wants to go next.",',
  ]);
});

test('undo after saving and saving again gives the original bytes back', async () => {
  await row(editor, 'Journeys').click();
  await studio().page.keyboard.press('Control+Z');
  await studio().page.keyboard.press('Control+S');
  await expect.poll(onDisk).toBe(original);
});

test('the history of a memory shows each change, and a diff of it', async () => {
  await row(editor, 'Journeys').click();
  const history = editor.getByRole('region', { name: 'History' });
  await expect.poll(async () => history.getByRole('listitem').count()).toBeGreaterThan(1);
  await studio().screenshot('history');
  await history
    .getByRole('button', { name: /Compare with/ })
    .first()
    .click();
  await studio().page.locator('.monaco-diff-editor').waitFor();
  await studio().page.waitForTimeout(1000);
  await studio().screenshot('history-diff');
  await studio().page.keyboard.press('Control+F4');
});

test('a change on disk by somebody else appears at once', async () => {
  const theirs = original.replace('"key": "Journeys"', '"key": "Journeys and plans"');
  expect(theirs).not.toBe(original);
  await writeFile(path.join(studio().folder, FILE), theirs);
  await studio().openFile(FILE);
  editor = await studio().webviewFrame();
  await row(editor, 'Journeys and plans').waitFor();
});

test('the cube as of a time opens beside what it is now', async () => {
  await studio().runCommand('MemCube: Open the MemCube as of a Time…');
  await studio().page.getByText('as of which time?').waitFor();
  await studio().page.waitForTimeout(300);
  await studio().page.keyboard.press('Enter');
  await studio().page.locator('.monaco-diff-editor').waitFor();
  await studio().page.waitForTimeout(800);
  await studio().screenshot('as-of');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
