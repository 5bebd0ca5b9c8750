import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
});
let editor: FrameLocator;
const nodes = () => editor.locator('.react-flow__node');
const layout = async (): Promise<string> =>
  readFile(path.join(studio().folder, 'aurora-home/.memcube/layout.json'), 'utf8').catch(() => '');

test('the graph shows memories and relations, from a command of VS Code', async () => {
  await studio().openFile('aurora-home/textual_memory.json');
  editor = await studio().webviewFrame();
  await nodes().first().waitFor();
  await studio().runCommand('MemCube: Show Graph');
  await editor.getByRole('button', { name: 'Graph', exact: true }).waitFor();
  await studio().page.waitForTimeout(2000);
  await studio().screenshot('graph');
  expect(await editor.locator('.react-flow__edge').count()).toBeGreaterThan(20);
});

test('the legend takes a type out of the picture and brings it back', async () => {
  const before = await nodes().count();
  const user = editor.getByRole('group', { name: 'Legend' }).getByRole('button', { name: /User/ });
  await user.click();
  await expect.poll(() => nodes().count()).toBeLessThan(before);
  await user.click();
  await expect.poll(() => nodes().count()).toBe(before);
});

test('a memory chosen in the graph is shown in the inspector', async () => {
  await nodes().filter({ hasText: 'Journeys' }).first().click();
  await expect
    .poll(() => editor.getByRole('textbox', { name: 'Text of the memory' }).inputValue())
    .toContain('Where she went');
});

test('a memory that is dragged stays where it was put', async () => {
  const node = nodes().filter({ hasText: 'Journeys' }).first();
  const box = await node.locator('.memory-dot').boundingBox();
  if (!box) throw new Error('The dot is not in sight.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const { mouse } = studio().page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + 60, y + 40, { steps: 8 });
  await mouse.up();
  await expect.poll(layout).not.toBe('');
});

test('the same content is there as a table', async () => {
  await editor.getByRole('button', { name: 'Show as table' }).click();
  const table = editor
    .getByRole('region', { name: 'Graph as a table' })
    .or(editor.getByLabel('Graph as a table'));
  await expect.poll(() => table.first().getByRole('row').count()).toBeGreaterThan(20);
  await studio().screenshot('graph-table');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
