import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
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

/** Its hash is too large for the sample, so that only a search can find what is wrong with it. */
const EDITED = 'The harbour office opens at 20 minutes past nine.';
const COPIES = [1, 2, 3, 4];
let view: SearchView;
let search: FrameLocator;
let count = 0;

const waiting = (left: number) =>
  search.getByText(`Vectors of the MemCube itself, not compared with their texts yet: ${left}.`);

beforeAll(async () => {
  const file = path.join(paths.root, 'test/fixtures/embeddings/all-MiniLM-L6-v2.json');
  const golden = JSON.parse(await readFile(file, 'utf8')) as { text: string; vector: number[] }[];
  // As MemOS writes them, with the vectors of the original model; the last text was changed by hand since.
  const texts = golden.flatMap((item) => COPIES.map(() => item));
  texts.push({ text: EDITED, vector: golden[0]?.vector ?? [] });
  count = texts.length;
  const nodes = texts.map(({ text, vector }, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    memory: text,
    metadata: { memory_type: 'LongTermMemory', status: 'activated', embedding: vector },
  }));
  const cube = { nodes, edges: [], total_nodes: count, total_edges: 0 };
  const embedder = {
    backend: 'sentence_transformer',
    config: { model_name_or_path: 'sentence-transformers/all-MiniLM-L6-v2' },
  };
  const config = { cube_id: 'test/measured', text_mem: { backend: 'tree_text', config: { embedder } } };
  const folder = path.join(studio().folder, 'measured');
  await mkdir(folder);
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config, null, 4));
  await writeFile(path.join(folder, 'textual_memory.json'), JSON.stringify(cube, null, 4));
});

test('vectors that MemOS wrote are taken over by the model that made them', async () => {
  await studio().openFile('measured/textual_memory.json');
  await (await studio().webviewFrame()).getByRole('treegrid').waitFor();
  view = await SearchView.open(studio());
  search = view.frame;
  await search.getByRole('button', { name: 'Compute Vectors' }).click({ timeout: 90_000 });
  await waiting(count).waitFor({ timeout: 60_000 });
  await studio().screenshot('own-vectors');
});

test('what a search finds is compared, and a vector of an earlier text is made anew', async () => {
  await view.question.fill('when does the harbour office open');
  await view.hits.first().waitFor();
  await waiting(count).waitFor({ state: 'detached', timeout: 60_000 });
  await expect.poll(async () => (await view.titles())[0], { timeout: 30_000 }).toMatch(/harbour office/);
  await expect.poll(() => view.hits.first().locator('[data-part="vector"]').count()).toBe(1);
});

test('the rest is compared on demand, and then there is nothing to tell', async () => {
  await view.question.fill('');
  await search.getByRole('button', { name: 'Compare All' }).click();
  await search.getByText('Vectors of the MemCube itself').waitFor({ state: 'detached', timeout: 60_000 });
  expect(studio().consoleErrors).toEqual([]);
});
