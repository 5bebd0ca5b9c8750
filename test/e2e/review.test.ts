import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const run = promisify(execFile);
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 1000 },
});
const CUBE = 'aurora-home';
let before: string;
let review: FrameLocator;
let noise = 0;

/** Reads a file into the cube as `openmem ingest --review` does: nothing is applied. */
async function read(name: string, ...options: readonly string[]): Promise<void> {
  const file = path.join(studio().folder, name);
  await copyFile(path.join(paths.root, 'test/fixtures/review', name), file);
  const cli = path.join(paths.root, 'dist/cli.js');
  await run(process.execPath, [
    cli,
    'ingest',
    path.join(studio().folder, CUBE),
    file,
    '--review',
    ...options,
  ]);
}

const memory = (): Promise<string> =>
  readFile(path.join(studio().folder, CUBE, 'textual_memory.json'), 'utf8');
const list = (): Locator => review.getByRole('listbox', { name: 'Proposals' });
const option = (name: RegExp): Locator => list().getByRole('option', { name });
const decide = (name: string): Promise<void> =>
  review.getByRole('toolbar', { name: 'Decide' }).getByRole('button', { name, exact: true }).click();
const apply = (): Locator => review.getByRole('button', { name: /^Apply Decisions/ });

test('what waits for review is offered, with its cube and how much of it is open', async () => {
  before = await memory();
  await read('site-notes.md');
  await read('chat.json', '--turns');
  await studio().runAndPick('MemCube: Review What Was Read…', 'site-notes.md');
  review = await studio().webviewFrame();
  await list().waitFor();
  await expect.poll(() => list().getByRole('option').count()).toBe(4);
  await review.getByRole('heading', { name: 'site-notes.md', level: 1 }).waitFor();
});

test('a proposal stands beside the memory it collides with, the words that differ marked', async () => {
  await option(/^Birds/).click();
  await review.locator('.proposed-text ins').first().waitFor();
  const added = await review.locator('.proposed-text ins').allInnerTexts();
  expect(added.join(' ')).toContain('bank');
  await studio().page.waitForTimeout(400);
  await studio().screenshot('review-dark');
});

test('its source is opened at its lines', async () => {
  await review.getByRole('button', { name: /site-notes\.md, lines 1–3/ }).click();
  await studio().tab('site-notes.md').waitFor();
  await expect.poll(() => studio().page.locator('.statusbar').innerText()).toContain('Ln 3');
  await studio().screenshot('review-source');
  await studio().runCommand('View: Close Editor');
  review = await studio().webviewFrame();
  await list().waitFor();
});

test('one is accepted as it was edited, one replaces the other, one is rejected by a key, and a decision taken back', async () => {
  await option(/^Opening/).click();
  await review.getByRole('button', { name: 'Edit the text (E)' }).click();
  await review
    .getByRole('textbox', { name: 'Text of the memory' })
    .fill('The marsh garden opens on 29 May 2027, because the footbridge comes late.');
  await decide('Accept Edited');
  await option(/^Opening, Accepted/).waitFor();
  await option(/^Birds/).click();
  await decide('Replace the Other');
  await option(/^Birds, Replaces the other/).waitFor();
  await option(/^Birthday/).click();
  await list().press('r');
  await option(/^Birthday, Rejected/).waitFor();
  await list().press('Control+z');
  await option(/^Birthday, No decision yet/).waitFor();
  await list().press('r');
  await option(/^Birthday, Rejected/).waitFor();
  await option(/^Birds/).click();
  await review.locator('.proposed-text ins').first().waitFor();
  await studio().page.waitForTimeout(400);
  await studio().screenshot('review-decided');
});

test('the rest is accepted as suggested, and applying adds it all as one change', async () => {
  await review.getByRole('button', { name: /^Accept All Suggested/ }).click();
  await option(/^Willows, Replaces the other/).waitFor();
  expect(await memory()).toBe(before);
  await apply().click();
  await review.getByText('Everything is decided and carried out.').waitFor();
  const after = await memory();
  expect(after).toContain('because the footbridge comes late.');
  expect(after).toContain('MERGED_TO');
  expect(after).not.toContain('accordion; Lin Mei brings the table decoration, bay and ivy');
});

test('what was added is found in the MemCube', async () => {
  await studio().runAndPick('MemCube: Find Memory…', 'linmei/aurora-home');
  await studio().page.locator('.quick-input-widget input.input').fill('footbridge comes late');
  const rows = studio().page.locator('.quick-input-list .monaco-list-row');
  await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('Opening')]);
  await studio().page.keyboard.press('Enter');
  await studio().tab('textual_memory.json').waitFor();
  const editor = await studio().webviewFrame();
  await editor.getByRole('row', { name: 'Opening' }).first().waitFor();
  await studio().runCommand('View: Close Editor');
  await studio().tab('textual_memory.json').waitFor({ state: 'detached' });
});

test('undoing takes all of it back, byte for byte, and opens the review again', async () => {
  review = await studio().webviewFrame();
  await review.getByRole('button', { name: 'Undo Applying' }).click();
  await expect.poll(memory).toBe(before);
  await option(/^Birthday, Rejected/).waitFor();
  await apply().waitFor();
});

test('after a reload of the window the tab is there again, and the next source is a command away', async () => {
  expect(studio().consoleErrors).toEqual([]);
  await studio().waitForReady();
  // The workbench complains about being loaded again while it is at work.
  noise = studio().consoleErrors.length;
  await studio().tab('Review: site-notes.md').click();
  review = await studio().webviewFrame();
  await option(/^Opening, Accepted/).waitFor();
  await studio().runAndPick('MemCube: Review What Was Read…', 'chat.json');
  await review.getByRole('heading', { name: 'chat.json', level: 1 }).waitFor();
  await list().press('End');
  await list().press('ArrowUp');
  await review.locator('.other-text del').first().waitFor();
  for (const theme of ['Light Modern', 'Dark High Contrast', 'Light High Contrast']) {
    await studio().setTheme(theme);
    await list().focus();
    await studio().page.waitForTimeout(600);
    await studio().screenshot(`review-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
});

test('nothing went wrong on the way', () => {
  expect(studio().consoleErrors.slice(noise)).toEqual([]);
});
