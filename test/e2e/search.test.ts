import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 1000 },
});
let editor: FrameLocator;
let search: FrameLocator;
const hits = () => search.getByRole('listbox', { name: 'Results' }).getByRole('option');

test('a command opens the search on the cube of the editor', async () => {
  await studio().openFile('aurora-home/textual_memory.json');
  editor = await studio().webviewFrame();
  await editor.getByRole('treegrid').waitFor();
  await studio().runCommand('MemCube: Search Memories…');
  search = await studio().webviewFrame({ kind: 'view' });
  await search.getByRole('textbox', { name: 'Question' }).waitFor();
});

test('a question finds memories, and each hit shows what its score is made of', async () => {
  await search.getByRole('textbox', { name: 'Question' }).fill('when do the tomatoes go out in May');
  await hits().first().waitFor();
  expect(await hits().first().innerText()).toMatch(/tomato/i);
  expect(await hits().first().locator('.score-bar i').count()).toBeGreaterThan(1);
  const parts = search.getByRole('group', { name: 'Parts of the score' });
  await parts.getByRole('rowheader', { name: 'Words', exact: true }).waitFor();
  await studio().screenshot('search-dark');
});
