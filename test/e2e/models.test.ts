import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { answerFileDialog } from './harness/fileDialog';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({ source: path.join(paths.root, 'media/demo') });

const item = (text: string | RegExp): Locator =>
  studio()
    .page.locator('.pane', { has: studio().page.getByRole('button', { name: /Models Section/ }) })
    .locator('.monaco-list-row', { hasText: text })
    .first();

async function pidShown(): Promise<number> {
  const text = await item('Process').innerText();
  return Number(/pid (\d+)/.exec(text)?.[1] ?? NaN);
}

test('without an embedder the view says what search does and how to choose one', async () => {
  const { page } = studio();
  await studio().sideBar.show();
  await page.getByRole('button', { name: /Models Section/ }).click();
  await page.getByText('Without one it looks for words.').waitFor();
  await page.getByRole('button', { name: 'Choose an Embedder' }).waitFor();
  await studio().screenshot('models-none');
});

test('a model file on this computer is chosen, and runs in a process of its own', async () => {
  await chooseFile('Choose Embedder…', 'all-MiniLM-L6-v2.Q8_0.gguf', () =>
    studio().screenshot('models-choose'),
  );
  await item('384 dimensions').waitFor({ timeout: 60_000 });
  await item('all-MiniLM-L6-v2.Q8_0').waitFor();
  await item('24 MB').waitFor();
  await item(/ready · pid \d+ · \d+ MB/).waitFor();
  await studio().screenshot('models-light');
});

test('its process can be restarted; the old one is gone', async () => {
  const before = await pidShown();
  expect(isAlive(before)).toBe(true);
  await studio().runCommand('MemCube: Restart Model');
  await expect.poll(pidShown, { timeout: 60_000 }).not.toBe(before);
  await expect.poll(pidShown, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(isAlive(before)).toBe(false);
  expect(isAlive(await pidShown())).toBe(true);
});

test('a process that was killed is shown as failed, with the reason', async () => {
  process.kill(await pidShown(), 'SIGKILL');
  await item('ended unexpectedly').waitFor();
  await studio().setTheme('Dark Modern');
  await studio().screenshot('models-failed-dark');
  await studio().runCommand('MemCube: Restart Model');
  await item(/ready · pid \d+/).waitFor({ timeout: 60_000 });
  await studio().screenshot('models-dark');
});

test('without a chat model the view says what that means; one is chosen the same way', async () => {
  await item('none · sources read by rules').waitFor();
  await chooseFile('Choose Chat Model…', 'SmolLM2-135M-Instruct.Q4_1.gguf');
  await item(/Chat model\s*SmolLM2-135M-Instruct\.Q4_1 · ready/).waitFor({ timeout: 60_000 });
  await item('94 MB').waitFor();
  await studio().screenshot('models-both-dark');
});

test('what a model computes with is shown, once it is loaded', async () => {
  await item(/Computing\s*processor · 1 thread · texts of up to 512 tokens/).waitFor();
  await studio().runCommand('MemCube: Restart Model');
  await item(/ready · pid \d+/).waitFor({ timeout: 60_000 });
  await studio().screenshot('models-computing-dark');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});

/** Chooses a copy of a test model in the folder beside the workspace. */
async function chooseFile(
  command: string,
  name: string,
  look: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const { page } = studio();
  const model = path.join(studio().folder, '..', 'models', name);
  await mkdir(path.dirname(model), { recursive: true });
  await copyFile(path.join(paths.root, '.cache/models', name), model);
  await studio().runCommand(`MemCube: ${command}`);
  await page.locator('.quick-input-widget', { hasText: 'Download a model…' }).waitFor();
  await look();
  await studio().pick('A model file on this computer…');
  await answerFileDialog(page, model);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
