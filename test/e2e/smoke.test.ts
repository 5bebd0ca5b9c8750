import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio } from './harness/openStudio';
import { paths } from './harness/paths';
import type { Studio } from './harness/studio';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio({ source: path.join(paths.root, 'test/fixtures/cubes') });
});
afterAll(async () => {
  await studio.close();
});

test('the workbench opens with our extension installed', async () => {
  await studio.runCommand('Extensions: Show Installed Extensions');
  const ours = studio.page.locator('.extensions-list .monaco-list-row', { hasText: 'MemCube Studio' });
  await ours.first().waitFor();
  expect(await ours.count()).toBe(1);
  await studio.screenshot('smoke-extension');
});

test('a file of the folder opens', async () => {
  await studio.openFile('mem_cube_2/README.md');
  await studio.page.locator('.monaco-editor .view-line').first().waitFor();
  await studio.screenshot('smoke-file');
});

test('another theme is worn at once', async () => {
  await studio.setTheme('Dark High Contrast');
  const workbench = studio.page.locator('.monaco-workbench.hc-black').first();
  await workbench.waitFor();
  await studio.screenshot('smoke-high-contrast');
});

test('nothing was reported on the console', () => {
  expect(studio.consoleErrors).toEqual([]);
});
