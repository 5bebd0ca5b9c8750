import path from 'node:path';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({ source: path.join(paths.root, 'media/demo') });

test('the workbench opens with our extension installed', async () => {
  const { page } = studio();
  await studio().runCommand('Extensions: Show Installed Extensions');
  const ours = page.locator('.extensions-list .monaco-list-row', { hasText: 'MemCube Studio' });
  await ours.first().waitFor();
  expect(await ours.count()).toBe(1);
  await studio().screenshot('smoke-extension');
});

test('a file of the folder opens', async () => {
  await studio().openFile('README.md');
  await studio().page.locator('.monaco-editor .view-line').first().waitFor();
  await studio().screenshot('smoke-file');
});

test('another theme is worn at once', async () => {
  await studio().setTheme('Dark High Contrast');
  await studio().page.locator('.monaco-workbench.hc-black').first().waitFor();
  await studio().screenshot('smoke-high-contrast');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
