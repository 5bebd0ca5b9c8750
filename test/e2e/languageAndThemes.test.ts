import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  locale: 'zh-cn',
  viewport: { width: 1500, height: 900 },
});
let editor: FrameLocator;

test('the Cubes view and the editor speak Chinese where VS Code does', async () => {
  await studio().sideBar.show();
  const tree = studio().page.locator('.sidebar .monaco-list-row');
  await tree.filter({ hasText: 'aurora-home' }).first().click();
  await tree.filter({ hasText: '明文记忆' }).first().waitFor();
  await studio().openFile('aurora-home/textual_memory.json');
  editor = await studio().webviewFrame();
  await editor.getByRole('row', { name: 'Journeys' }).first().click();
  await editor.getByRole('textbox', { name: '记忆的文本' }).waitFor();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('editor-zh');
  const text = await editor.locator('body').innerText();
  for (const english of ['New memory', 'Select a memory', 'History', 'Fields'])
    expect(text).not.toContain(english);
});

test.each(['Light Modern', 'Dark High Contrast', 'Light High Contrast'])(
  'the editor wears %s',
  async (theme) => {
    await studio().setTheme(theme);
    await studio().page.waitForTimeout(800);
    await studio().screenshot(`editor-${theme.toLowerCase().replaceAll(' ', '-')}`);
  },
);

test('nothing was reported on the console so far', () => {
  expect(studio().consoleErrors).toEqual([]);
});

test('errors are told in Chinese too', async () => {
  const broken = path.join(studio().folder, 'broken');
  await mkdir(broken);
  await writeFile(
    path.join(broken, 'preference_textual_memories.json'),
    '{"explicit_preference": [\n{"id": "a", "mem',
  );
  await studio().openFile('broken/preference_textual_memories.json');
  const toast = studio().page.locator('.notification-toast', { hasText: '文件在字符串中间结束' }).first();
  await toast.waitFor();
  await studio().screenshot('error-zh');
  await toast.getByRole('button', { name: '转到行' }).click();
  await studio().page.locator('.monaco-editor .view-line', { hasText: '"mem' }).first().waitFor();
});
