import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { paths } from './harness/paths';
import { quickInput } from './harness/quickInput';
import { useStudio } from './harness/useStudio';

const CUBE = 'aurora-home';
const CUBE_NAME = 'linmei/aurora-home';
const FILE = `${CUBE}/textual_memory.json`;
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
  machineSettings: {
    'memcube.embedder.provider': 'local',
    'memcube.embedder.threads': 1,
    'memcube.embedder.model': path.join(paths.root, '.cache/models/all-MiniLM-L6-v2.Q8_0.gguf'),
  },
});

const CHAT = [
  { role: 'user', content: 'My sister Ines starts at the observatory in Tromsø on 2 March 2026.' },
  { role: 'assistant', content: 'What will she do there?' },
  { role: 'user', content: 'She calibrates the spectrograph. She is allergic to walnuts.' },
];

/** Errors up to the reload, which has its own. */
let noise = 0;

const page = () => studio().page;
const tree = () => studio().sideBar;
const item = (text: string | RegExp): Locator => tree().row(text);
const toast = (text: string | RegExp): Locator => studio().toast(text);
const at = (relative: string): string => path.join(studio().folder, relative);
const content = () => readFile(at(FILE), 'utf8');

/** The files of the batches that are kept in the cube, with the names of their sources. */
async function files(): Promise<Map<string, string>> {
  const folder = at(`${CUBE}/.memcube/ingest`);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
  const found = new Map<string, string>();
  for (const name of names) {
    const file = path.join(folder, name);
    const [head = ''] = (await readFile(file, 'utf8')).split('\n');
    found.set(file, (JSON.parse(head) as { source: string }).source);
  }
  return found;
}

/** The last state that is kept of a source's batch. */
async function stateOf(source: string): Promise<string | undefined> {
  for (const [file, name] of await files()) {
    if (name !== source) continue;
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').slice(1);
    return lines.map((line) => (JSON.parse(line) as { state?: string }).state).findLast((state) => state);
  }
  return undefined;
}

beforeAll(async () => {
  const fixtures = path.join(paths.root, 'test/fixtures/reader');
  await mkdir(at('inbox'));
  for (const name of ['garden.pdf', 'encrypted.pdf']) {
    await copyFile(path.join(fixtures, name), at(`inbox/${name}`));
  }
  await writeFile(at('inbox/note.txt'), 'The lighthouse keeper repairs clocks in winter.\n');
  await writeFile(at('inbox/chat.json'), JSON.stringify(CHAT, null, 2));
});

test('a command reads a PDF into a cube and opens the review of what it proposes', async () => {
  await tree().show();
  await item(CUBE).waitFor();
  const before = await content();
  await studio().runCommand('MemCube: Read Files into MemCube…');
  await studio().pick(CUBE_NAME);
  const listed = (name: string) => quickInput(page()).locator('.monaco-list-row', { hasText: name }).first();
  await listed('inbox').click();
  await listed('garden.pdf').waitFor();
  await studio().screenshot('ingest-dialog');
  await listed('garden.pdf').click();
  await toast(/garden\.pdf was read: \d+ new/).waitFor();
  const review = await studio().webviewFrame();
  await review.getByRole('listbox', { name: 'Proposals' }).getByRole('option').first().waitFor();
  await studio().screenshot('ingest-read');
  expect(await stateOf('inbox/garden.pdf')).toBe('review');
  expect(await content()).toBe(before);
});

test('files of the Explorer are read one after another; what cannot be read is told with the way out', async () => {
  await page().locator('.activitybar [aria-label^="Explorer"]').first().click();
  const inbox = page().locator('.explorer-folders-view .monaco-list-row', { hasText: 'inbox' }).first();
  await inbox.click();
  await item('encrypted.pdf').waitFor();
  await tree().click('chat.json');
  await studio().tab('chat.json').waitFor();
  await tree().click('encrypted.pdf', { modifiers: ['Control'] });
  await expect.poll(() => page().locator('.explorer-folders-view .monaco-list-row.selected').count()).toBe(2);
  await tree().chooseFromMenu('encrypted.pdf', 'Read Files into MemCube…', () =>
    studio().screenshot('ingest-explorer-menu'),
  );
  await studio().pick(CUBE_NAME);
  await toast(/1 of 2 files could not be read/).waitFor();
  await toast(/encrypted\.pdf.*password/i).waitFor();
  await studio().screenshot('ingest-failure');
  expect(await stateOf('inbox/chat.json')).toBe('review');
  expect(await stateOf('inbox/encrypted.pdf')).toBeUndefined();
});

test('a file dropped on a cube is read', async () => {
  await tree().show();
  await item(CUBE).waitFor();
  const row = await item(CUBE).elementHandle();
  await row?.evaluate((target, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'walk.md', { type: 'text/markdown' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, '# A walk\n\nThe ridge above the lake is walked in four hours, best in September.');
  await toast(/walk\.md was read: 1 new/).waitFor();
  await studio().screenshot('ingest-dropped');
  expect(await stateOf('walk.md')).toBe('review');
});

test('a selection that is new is remembered at once, and undone', async () => {
  const before = await content();
  await studio().openFile('inbox/note.txt');
  await page().locator('.monaco-editor .view-line').first().click();
  await page().keyboard.press('Control+A');
  await studio().runCommand('MemCube: Remember Selection');
  await studio().pick(CUBE_NAME);
  await toast(/remembered the selection/).waitFor();
  await studio().screenshot('ingest-selection');
  expect(await content()).toContain('The lighthouse keeper repairs clocks in winter.');
  await toast(/remembered the selection/)
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(content).toBe(before);
  await expect.poll(() => stateOf('inbox/note.txt')).toBeUndefined();
});

test('what waits for review stands in the tree, and opens from there', async () => {
  await studio().runCommand('View: Close All Editors');
  await tree().unfold(CUBE);
  await tree().unfold('To review');
  await item(/walk\.md.*1 of 1 open/).waitFor();
  await studio().screenshot('ingest-tree');
  await tree().click('walk.md');
  const review = await studio().webviewFrame();
  await review.getByRole('heading', { name: 'walk.md', level: 1 }).waitFor();
});

test('a folder that is watched is read by itself, without what .gitignore leaves out', async () => {
  const before = await content();
  await studio().runCommand('View: Close All Editors');
  await writeFile(at('.gitignore'), 'private.md\n');
  await page().locator('.activitybar [aria-label^="Explorer"]').first().click();
  await item('.gitignore').waitFor();
  await tree().chooseFromMenu('inbox', 'Watch Folder…');
  await studio().pick(CUBE_NAME);
  await toast(/inbox are read and wait for your review/).waitFor();
  await writeFile(at('inbox/private.md'), 'The key lies under the third stone.');
  await writeFile(at('inbox/harbour.md'), 'The ferry to the island leaves at seven in summer.');
  await expect.poll(() => stateOf('inbox/harbour.md'), { timeout: 20_000 }).toBe('review');
  await page().locator('.statusbar', { hasText: '4 to review' }).waitFor();
  await studio().screenshot('ingest-watch');
  expect(await stateOf('inbox/private.md')).toBeUndefined();
  expect(await content()).toBe(before);
});

test('nothing else was complained about so far', () => {
  expect(studio().consoleErrors.filter((error) => !error.includes('encrypted.pdf'))).toEqual([]);
});

test('a reading that was killed is offered to be gone on with', async () => {
  const [file] = [...(await files()).entries()].flatMap(([name, source]) =>
    source === 'inbox/chat.json' ? [name] : [],
  );
  const kept = await readFile(file ?? '', 'utf8');
  // As a kill leaves it: the batch was begun, and no portion of it was kept.
  await writeFile(file ?? '', `${kept.split('\n')[0]}\n`);
  await studio().runCommand('View: Close All Editors');
  await studio().waitForReady();
  noise = studio().consoleErrors.length;
  await tree().show();
  await tree().click(CUBE);
  const offer = toast(/reading chat\.json was interrupted/);
  await offer.waitFor();
  await studio().screenshot('ingest-resume');
  await offer.getByRole('button', { name: 'Go On' }).click();
  await toast(/chat\.json was read: 1 new/).waitFor();
  expect(await stateOf('inbox/chat.json')).toBe('review');
});

test('nothing was complained about since', () => {
  expect(studio().consoleErrors.slice(noise)).toEqual([]);
});
