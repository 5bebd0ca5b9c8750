import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { quickInput } from './harness/quickInput';
import { useStudio } from './harness/useStudio';

const CUBE = 'aurora-home';
const CUBE_NAME = 'linmei/aurora-home';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
});
const CHAT = [
  { role: 'user', content: 'My sister Ines starts at the observatory in Tromsø on 2 March 2026.' },
  { role: 'assistant', content: 'What will she do there?' },
  { role: 'user', content: 'She calibrates the spectrograph. She is allergic to walnuts.' },
];
const page = () => studio().page;
const cube = (): Locator => studio().sideBar.row(CUBE);
const content = (): Promise<string> =>
  readFile(path.join(studio().folder, CUBE, 'textual_memory.json'), 'utf8');

interface Review {
  readonly page: FrameLocator;
  readonly list: Locator;
}
const reviews = new Map<string, Review>();
let before: string;

/** The review of a source, once its tab is open. */
async function review(source: string): Promise<Review> {
  await studio().tab(source).waitFor();
  await studio().tab(source).click();
  const frame = await studio().webviewFrame();
  await frame.getByRole('heading', { name: source, level: 1 }).waitFor();
  const found = { page: frame, list: frame.getByRole('listbox', { name: 'Proposals' }) };
  await found.list.getByRole('option').first().waitFor();
  reviews.set(source, found);
  return found;
}

async function apply({ page: frame }: Review): Promise<void> {
  await frame.getByRole('button', { name: /^Apply Decisions/ }).click();
  await frame.getByText('Everything is decided and carried out.').waitFor();
}

test('a PDF and a chat dropped on a cube are read, and nothing is in the cube yet', async () => {
  before = await content();
  await studio().sideBar.show();
  await cube().waitFor();
  const pdf = await readFile(path.join(paths.root, 'test/fixtures/reader/garden.pdf'));
  const row = await cube().elementHandle();
  await row?.evaluate(
    (target, files) => {
      const dataTransfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name, { type }));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [
      { name: 'garden.pdf', type: 'application/pdf', base64: pdf.toString('base64') },
      {
        name: 'chat.json',
        type: 'application/json',
        base64: Buffer.from(JSON.stringify(CHAT)).toString('base64'),
      },
    ],
  );
  await studio()
    .toast(/2 files were read/)
    .waitFor();
  expect(await content()).toBe(before);
});

test('what the PDF proposes is changed and accepted, and applied', async () => {
  await studio().runAndPick('MemCube: Review What Was Read…', 'garden.pdf');
  const pdf = await review('garden.pdf');
  await pdf.list.press('e');
  await pdf.page.getByRole('textbox', { name: 'Text of the memory' }).fill('The pond was dug in April.');
  await pdf.page.getByRole('button', { name: 'Accept Edited' }).click();
  await pdf.list.getByRole('option', { name: /Accepted/ }).waitFor();
  await apply(pdf);
  expect(await content()).toContain('The pond was dug in April.');
});

test('the chat is next; what is accepted of it is found', async () => {
  const pdf = reviews.get('garden.pdf');
  await pdf?.page.getByRole('button', { name: 'Review the Next Source' }).click();
  const chat = await review('chat.json');
  await chat.list.press('r');
  await chat.list.getByRole('option', { name: /Rejected/ }).waitFor();
  await chat.list.press('Control+z');
  await chat.list.getByRole('option', { name: /No decision yet/ }).waitFor();
  await chat.page.getByRole('button', { name: /^Accept All Suggested/ }).click();
  await apply(chat);
  await studio().runAndPick('MemCube: Find Memory…', CUBE_NAME);
  await quickInput(page()).locator('input.input').fill('calibrates the spectrograph');
  await expect.poll(() => quickInput(page()).locator('.quick-input-list .monaco-list-row').count()).toBe(1);
  await page().keyboard.press('Escape');
});

test('undoing both takes all of it back, byte for byte', async () => {
  for (const source of ['chat.json', 'garden.pdf']) {
    const { page: frame } = await review(source);
    await frame.getByRole('button', { name: 'Undo Applying' }).click();
    await frame.getByRole('button', { name: /^Apply Decisions/ }).waitFor();
  }
  expect(await content()).toBe(before);
});

test('nothing went wrong on the way', () => {
  expect(studio().consoleErrors).toEqual([]);
});
