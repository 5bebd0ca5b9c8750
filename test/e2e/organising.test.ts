import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const FILE = 'aurora-home/textual_memory.json';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
});

interface Tree {
  nodes: { id: string; memory: string; metadata: Record<string, unknown> }[];
  edges: { source: string; target: string; type: string }[];
}
const onDisk = async (): Promise<Tree> =>
  JSON.parse(await readFile(path.join(studio().folder, FILE), 'utf8')) as Tree;
const row = (title: string): Locator => editor.getByRole('row', { name: title }).first();
const parentOf = (tree: Tree, id: string | undefined) =>
  tree.nodes.find(({ id: parent }) =>
    tree.edges.some((e) => e.type === 'PARENT' && e.target === id && e.source === parent),
  );

/** Waits for the edit, saves, and reads the file once it has what is expected. */
async function saved(what: (tree: Tree) => boolean): Promise<Tree> {
  await expect.poll(() => studio().tab('textual_memory.json').getAttribute('class')).toContain('dirty');
  await studio().page.keyboard.press('Control+S');
  await expect.poll(async () => what(await onDisk())).toBe(true);
  return onDisk();
}

let editor: FrameLocator;

test('a new memory is made in its dialog and selected', async () => {
  await studio().openFile(FILE);
  editor = await studio().webviewFrame();
  await row('Journeys').click();
  await editor.getByRole('button', { name: 'New memory' }).click();
  const dialog = editor.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: /memory|text/i })
    .first()
    .fill('Lin Mei wants to see the Kew herbarium. Bring a hand lens. 预约要早。');
  await studio().screenshot('new-memory');
  await dialog.getByRole('button', { name: /create|add/i }).click();
  await row('Lin Mei wants to see the Kew herbarium').waitFor();
  await saved((tree) => tree.nodes.some(({ memory }) => memory.startsWith('Lin Mei wants to see the Kew')));
});

test('it is moved under another memory by drag and drop, and undo brings it back', async () => {
  await row('Lin Mei wants to see the Kew herbarium').dragTo(row('Work: Atelier Saule'));
  const isChild = (tree: Tree): boolean => {
    const made = tree.nodes.find(({ memory }) => memory.startsWith('Lin Mei wants'));
    return parentOf(tree, made?.id)?.metadata['key'] === 'Work: Atelier Saule';
  };
  await saved(isChild);
  await row('Journeys').click();
  await studio().page.keyboard.press('Control+Z');
  await saved((tree) => !isChild(tree));
});

test('a memory is split in two with its lineage kept', async () => {
  await row('Lin Mei wants to see the Kew herbarium').click();
  await row('Lin Mei wants to see the Kew herbarium').click({ button: 'right' });
  await editor.getByRole('menuitem', { name: /split/i }).click();
  const dialog = editor.getByRole('dialog');
  await studio().screenshot('split');
  await expect.poll(() => dialog.getByRole('textbox').count()).toBeGreaterThan(1);
  await dialog.getByRole('button', { name: /^split/i }).click();
  const tree = await saved(({ nodes }) => nodes.some(({ memory }) => memory.startsWith('Bring a hand lens')));
  const original = tree.nodes.find(
    ({ memory }) => memory.startsWith('Lin Mei wants') && memory.includes('lens'),
  );
  expect(original?.metadata['status']).toBe('archived');
  expect(tree.edges.some(({ source, type }) => source === original?.id && type === 'MERGED_TO')).toBe(true);
});

test('two memories are merged; the originals are archived', async () => {
  await row('Wind warning for Saturday').click();
  await row('Table for 14 January').click({ modifiers: ['Control'] });
  await row('Table for 14 January').click({ button: 'right' });
  await editor.getByRole('menuitem', { name: /merge/i }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Two things to remember in January.');
  await studio().screenshot('merge');
  await dialog.getByRole('button', { name: /^merge/i }).click();
  const tree = await saved(({ nodes }) =>
    nodes.some(({ memory }) => memory === 'Two things to remember in January.'),
  );
  const originals = tree.nodes.filter(({ metadata }) => metadata['status'] === 'archived');
  expect(originals.map(({ metadata }) => metadata['key'])).toEqual(
    expect.arrayContaining(['Wind warning for Saturday', 'Table for 14 January']),
  );
});

test('several memories are changed together', async () => {
  await row('Journeys').click();
  await row('厨房').click({ modifiers: ['Shift'] });
  await studio().page.waitForTimeout(600);
  await studio().screenshot('bulk');
  const tags = editor.getByLabel('Add tag');
  await tags.fill('together');
  await tags.press('Enter');
  await saved(
    (tree) =>
      tree.nodes.filter(({ metadata }) => (metadata['tags'] as string[] | undefined)?.includes('together'))
        .length > 1,
  );
});

test('a memory is archived with the keyboard', async () => {
  await row('Tell Madame Delorme').click();
  await studio().page.keyboard.press('Delete');
  const confirm = studio().page.locator('.monaco-dialog-box');
  await studio().page.waitForTimeout(800);
  if (await confirm.isVisible()) await confirm.getByRole('button').first().click();
  await saved((tree) => {
    const found = tree.nodes.find(
      ({ metadata: { key } }) => typeof key === 'string' && key.startsWith('Tell Madame Delorme'),
    );
    return found === undefined || found.metadata['status'] !== 'activated';
  });
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
