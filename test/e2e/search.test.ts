import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { SearchView } from './harness/searchView';
import { useStudio } from './harness/useStudio';

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 1000 },
  machineSettings: {
    'memcube.embedder.provider': 'local',
    'memcube.embedder.threads': 1,
    'memcube.embedder.model': path.join(paths.root, '.cache/models/all-MiniLM-L6-v2.Q8_0.gguf'),
  },
});
let editor: FrameLocator;
let view: SearchView;
let search: FrameLocator;
const settings = async (): Promise<string> =>
  readFile(path.join(studio().folder, 'aurora-home/.memcube/settings.json'), 'utf8').catch(() => '');

test('a command opens the search on the cube of the editor', async () => {
  await studio().openFile('aurora-home/textual_memory.json');
  editor = await studio().webviewFrame();
  await editor.getByRole('treegrid').waitFor();
  view = await SearchView.open(studio());
  search = view.frame;
});

test('vectors are computed by the local model, and then meaning counts', async () => {
  await view.computeVectors();
  await view.question.fill('when do the tomatoes go out in May');
  await expect.poll(async () => (await view.titles())[0]).toMatch(/tomato/i);
  await expect.poll(() => view.hits.first().locator('[data-part="vector"]').count()).toBe(1);
  await search.getByText('Search goes by words only').waitFor({ state: 'detached' });
  await studio().page.waitForTimeout(600);
  await studio().screenshot('search-dark');
});

test('a facet narrows the list, and its chip widens it again', async () => {
  const filters = search.getByRole('complementary', { name: 'Filters and weights' });
  const types = async () => new Set(await view.hits.locator('.badge').first().allInnerTexts());
  await filters.getByRole('button', { name: /^User/ }).click();
  await expect.poll(types).toEqual(new Set(['User']));
  await search.getByRole('button', { name: 'Remove filter type: User' }).click();
  await expect.poll(async () => (await view.titles())[0]).toMatch(/tomato/i);
});

test('a weight changes the order at once, and can be reset', async () => {
  const score = () => view.hits.first().locator('.num').last().innerText();
  const before = await score();
  await search.getByRole('slider', { name: 'Time', exact: true }).fill('0');
  await expect.poll(score).not.toBe(before);
  await search.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(score).toBe(before);
});

test('why not: the gate where a memory fell, and a change that admits it', async () => {
  const missed = (await view.titles())[5] ?? '';
  await view.whyNot(missed);
  await studio().screenshot('search-why-not');
  await view.admit(missed);
});

test('a saved search is a folder in the Cubes tree', async () => {
  await search.getByRole('button', { name: 'Save as a folder in the Cubes tree' }).click();
  await studio().page.locator('.quick-input-widget input.input').fill('Tomatoes in May');
  await studio().page.keyboard.press('Enter');
  await expect.poll(settings).toContain('Tomatoes in May');
  await studio().runCommand('MemCube: Focus on Cubes View');
  await studio()
    .page.getByRole('treeitem', { name: /aurora-home/ })
    .click();
  const folder = studio().page.getByRole('treeitem', { name: /Tomatoes in May/ });
  await folder.waitFor();
});

test('the spotlight lights up the hits in the graph, until it is ended', async () => {
  await search.getByRole('button', { name: 'Spotlight the results in the graph' }).click();
  await editor.getByText(/Spotlight on \d+ results/).waitFor();
  await expect.poll(() => editor.locator('.memory-node[data-halo="true"]').count()).toBeGreaterThan(2);
  await studio().page.waitForTimeout(800);
  await studio().screenshot('search-spotlight');
  await editor.getByRole('button', { name: 'End Spotlight' }).click();
  await expect.poll(() => editor.locator('.memory-node[data-halo="true"]').count()).toBe(0);
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
