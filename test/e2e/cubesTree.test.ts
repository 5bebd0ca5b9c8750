import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const FILE = 'aurora-home/textual_memory.json';
/** A window that has not been told to trust the folder: everything here works in Restricted Mode. */
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  workspaceTrust: true,
  viewport: { width: 1400, height: 900 },
});

const tree = () => studio().sideBar;
const item = (text: string): Locator => tree().row(text);
const onDisk = async () =>
  JSON.parse(await readFile(path.join(studio().folder, FILE), 'utf8')) as {
    nodes: { id: string; metadata: Record<string, unknown> }[];
    edges: { source: string; target: string; type: string }[];
  };
const statusOf = async (title: string): Promise<unknown> =>
  (await onDisk()).nodes.find(({ metadata }) => metadata['key'] === title)?.metadata['status'];

test('the tree shows cubes, kinds, types and memories, in Restricted Mode too', async () => {
  await studio().page.locator('.statusbar', { hasText: 'Restricted Mode' }).waitFor();
  await tree().show();
  await tree().click('aurora-home');
  await item('Plaintext memory').waitFor();
  await tree().click('LongTermMemory');
  await item('Family and friends').waitFor();
  await item('UserMemory').waitFor();
  await studio().screenshot('tree');
});

test('a memory opened from the tree is shown in the editor', async () => {
  await tree().click('Journeys');
  const editor = await studio().webviewFrame();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(() => text.inputValue()).toContain('Where she went');
});

test('an edit without an open editor is saved at once and can be undone', async () => {
  await studio().runCommand('View: Close All Editors');
  await tree().chooseFromMenu('Journeys', 'Archive');
  await expect.poll(() => statusOf('Journeys')).toBe('archived');
  await studio()
    .toast(/Journeys/)
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(() => statusOf('Journeys')).toBe('activated');
});

test('dropping a memory on another puts it under it', async () => {
  await item('Journeys').hover();
  await studio().page.mouse.down();
  await item('厨房').hover();
  await item('Family and friends').hover();
  await studio().page.waitForTimeout(700);
  await item('Family and friends').hover({ position: { x: 90, y: 10 } });
  await studio().page.mouse.up();
  const isChild = async (): Promise<boolean> => {
    const { nodes, edges } = await onDisk();
    const id = (key: string) => nodes.find(({ metadata }) => metadata['key'] === key)?.id;
    return edges.some(
      (e) => e.type === 'PARENT' && e.source === id('Family and friends') && e.target === id('Journeys'),
    );
  };
  await expect.poll(isChild).toBe(true);
});

test('a memory opens as a text document, and Ctrl+S writes it back', async () => {
  await tree().chooseFromMenu('Work: Atelier Saule', 'Edit Text');
  const text = studio().page.locator('.monaco-editor .view-lines').first();
  await text.waitFor();
  await text.click();
  await studio().page.keyboard.press('Control+End');
  await studio().page.keyboard.type(' Seen as text.');
  await studio().screenshot('as-text');
  await studio().page.keyboard.press('Control+S');
  await expect
    .poll(async () => readFile(path.join(studio().folder, FILE), 'utf8'))
    .toContain('Seen as text.');
});

test('a memory is found by words from its text', async () => {
  await studio().runCommand('MemCube: Find Memory…');
  await studio()
    .page.locator('.quick-input-list .monaco-list-row', { hasText: 'aurora-home' })
    .first()
    .click();
  await studio().page.waitForTimeout(500);
  await studio().page.keyboard.type('hangzhou winter');
  await studio().page.waitForTimeout(1000);
  await studio().screenshot('find');
  await studio().page.keyboard.press('Enter');
  const editor = await studio().webviewFrame();
  await editor.getByRole('textbox', { name: 'Text of the memory' }).waitFor();
});
